"""A worker of OrleansJobs with nothing but the standard library: jobs that do nothing. noop_worker.py PORT JOBS-A-LEASE; ends when there are none."""
import http.client
import json
import sys

port, most = int(sys.argv[1]), int(sys.argv[2])
service = http.client.HTTPConnection("127.0.0.1", port)


def post(path, body):
    service.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
    answer = service.getresponse().read()
    return json.loads(answer) if answer else None


while leases := post("/queues/default/lease", {"kinds": ["py.noop"], "max": most, "wait": "PT1S"})["jobs"]:
    for lease in leases:
        post(f"/jobs/{lease['job']['id']}/complete", {"token": lease["token"]})
