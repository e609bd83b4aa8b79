"""Celery: jobs that do nothing. celery_noop.py JOBS queues them and prints, once a worker has done all, the rate from the first end on."""
import os
import sys
import time

import celery
import redis

BROKER = os.environ["BROKER"]
app = celery.Celery("celery_noop", broker=BROKER)
# As durable as it can be: a task is taken off the broker when it has ended.
app.conf.update(task_acks_late=True, task_ignore_result=True, worker_prefetch_multiplier=4)


@app.task(name="noop")
def noop():
    return None


if __name__ == "__main__":
    jobs = int(sys.argv[1])
    with app.connection_for_write() as connection, app.amqp.producer_pool.acquire() as producer:
        for _ in range(jobs):
            noop.apply_async(producer=producer)
    broker = redis.Redis.from_url(BROKER)
    print("queued", flush=True)
    while (left := broker.llen("celery")) == jobs:
        time.sleep(0.01)
    start, first = time.monotonic(), left
    while broker.llen("celery") + broker.hlen("unacked"):
        time.sleep(0.05)
    print(f"Celery, 16 processes: {jobs} jobs, {first / (time.monotonic() - start):.0f}/s")
