"""Submits a text to be counted, waits for the end, and prints the result."""
import json
import os
import sys
import urllib.request

URL = os.environ.get("ORLEANSJOBS_URL", "http://127.0.0.1:5000")


def call(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + path, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=90) as response:
        return json.loads(response.read())


job = call("/jobs", {"kind": "words.count", "input": {"text": sys.argv[1]}})
while job["state"] not in ("succeeded", "failed", "cancelled"):
    job = call(f"/jobs/{job['id']}?wait=30s")
print(job["result"]["words"] if job["state"] == "succeeded" else job["state"])
