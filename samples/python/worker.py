"""A worker that counts words: leases jobs of kind words.count, and keeps each lease while it works."""
import json
import os
import signal
import socket
import threading
import time
import urllib.error
import urllib.request

URL = os.environ.get("ORLEANSJOBS_URL", "http://127.0.0.1:5000")
KIND, QUEUE, NAME = "words.count", "words", f"{socket.gethostname()}-{os.getpid()}"
LEASE_SECONDS = 30
stopping = threading.Event()


def call(method, path, body):
    """The answer, or None if the service says that it has none for us (409: the lease is not ours any more)."""
    request = urllib.request.Request(URL + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.loads(response.read() or b"{}")
    except urllib.error.HTTPError as error:
        if error.code == 409:
            return None
        raise


def insist(path, body):
    """As call, until the service can be reached: what a worker says of an attempt may be repeated."""
    while True:
        try:
            return call("POST", path, body)
        except OSError as error:
            if isinstance(error, urllib.error.HTTPError) and error.code != 503:
                raise
            print(f"{path}: {error}; again in a second", flush=True)
            time.sleep(1)


def keep(path, token, done):
    """Prolongs the lease until the work is done."""
    while not done.wait(LEASE_SECONDS / 3):
        insist(f"{path}/heartbeat", {"token": token})


def run(lease):
    path, token, done = f"/jobs/{lease['job']['id']}", lease["token"], threading.Event()
    threading.Thread(target=keep, args=(path, token, done), daemon=True).start()
    try:
        words = len(lease["job"]["input"]["text"].split())
        insist(f"{path}/complete", {"token": token, "result": {"words": words}})
    except Exception as error:
        insist(f"{path}/fail", {"token": token, "error": {"type": type(error).__name__, "message": str(error)}})
    finally:
        done.set()


def main():
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    schema = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
    call("PUT", f"/kinds/{KIND}", {"queue": QUEUE, "inputSchema": schema})
    print(f"{NAME} waits for jobs", flush=True)
    while not stopping.is_set():
        leased = insist(f"/queues/{QUEUE}/lease", {"kinds": [KIND], "worker": NAME, "wait": "PT5S", "leaseFor": f"PT{LEASE_SECONDS}S"})
        for lease in leased["jobs"]:
            if stopping.is_set():
                insist(f"/jobs/{lease['job']['id']}/release", {"token": lease["token"]})
            else:
                run(lease)


main()
