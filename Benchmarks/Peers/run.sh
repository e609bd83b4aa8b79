#!/usr/bin/env bash
# Workers that do nothing, of OrleansJobs, BullMQ and Celery, one after the other on this machine: jobs a second, and processor time a job of all processes.
# run.sh SERVICE-FOLDER BENCHMARKS-FOLDER [JOBS]: both published. Needs redis-server; /usr/bin/python3 with celery and redis (Debian's python3-celery, python3-redis);
# node, and the package bullmq in ./node_modules of the current folder. Redis writes each command to disk before it answers (appendfsync always).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
service=$1 benchmarks=$2 jobs=${3:-20000}
work=$(mktemp -d)
url=http://127.0.0.1:5097 port=6397
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

ticks() { cat "/proc/$1/stat" | awk '{print $14 + $15}'; }
report() { awk -v jobs="$jobs" -v s="$1" -v us="$2" -v what="$3" 'BEGIN { printf "%s: %d jobs, %.0f/s, %.0f microseconds of processor a job in the server\n", what, jobs, jobs / s, us * 10000 / jobs }'; }
now() { date +%s.%N; }

Storage__DataDirectory=$work/data Cluster__Dashboard=false Urls=$url "$service/OrleansJobs.WebFrontend" > "$work/log" 2>&1 &
ours=$!; pids+=($ours)
until curl -sf $url/readyz > /dev/null; do sleep 0.2; done
curl -sf -X PUT $url/kinds/py.noop -H 'Content-Type: application/json' -d '{}' > /dev/null

queue() { python3 -c 'import json,sys; print(json.dumps([{"kind": "py.noop"}] * int(sys.argv[1])))' 1000 > "$work/batch"
    for ((i = 0; i < $1; i += 1000)); do curl -sf $url/jobs/batch -H 'Content-Type: application/json' --data-binary "@$work/batch" > /dev/null; done; }
drain() {
    queue "$jobs"
    local start before workers=(); start=$(now); before=$(ticks $ours)
    for _ in $(seq 16); do python3 "$here/noop_worker.py" 5097 "$1" & workers+=($!); done
    wait "${workers[@]}"
    # Each waits a second for more before it ends.
    report "$(echo "$(now) - $start - 1" | bc)" "$(($(ticks $ours) - before))" "OrleansJobs, 16 Python workers, $1 a lease"
}
drain 20 > /dev/null
drain 20
drain 1
"$benchmarks/OrleansJobs.Benchmarks" workers --url $url --pid $ours --jobs "$jobs"
kill $ours

redis-server --port $port --dir "$work" --save '' --appendonly yes --appendfsync always > "$work/redis" 2>&1 &
redis=$!; pids+=($redis)
until redis-cli -p $port ping > /dev/null 2>&1; do sleep 0.2; done
before=$(ticks $redis)
node "$here/bullmq.mjs" "$jobs" $port
report 1 "$(($(ticks $redis) - before))" "  its Redis" | sed 's/, [0-9]*\/s//'

export BROKER=redis://127.0.0.1:$port/1
(cd "$here" && exec /usr/bin/python3 celery_noop.py "$jobs") > "$work/celery" &
producer=$!
until grep -qs queued "$work/celery"; do sleep 0.1; done
before=$(ticks $redis)
(cd "$here" && exec /usr/bin/python3 -m celery -A celery_noop worker --concurrency 16 --without-gossip --without-mingle --without-heartbeat --loglevel ERROR) > "$work/worker" 2>&1 &
pids+=($!)
wait $producer
tail -n 1 "$work/celery"
report 1 "$(($(ticks $redis) - before))" "  its Redis" | sed 's/, [0-9]*\/s//'
