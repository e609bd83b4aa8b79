#!/usr/bin/env bash
# A worker that counts words: leases jobs of kind words.count one at a time, and keeps the lease while it works.
set -u
url=${ORLEANSJOBS_URL:-http://127.0.0.1:5000}
kind=words.count queue=words name=$(hostname)-$$ lease=30
stopping=

# Prints the answer; fails if the service cannot be reached or refuses.
call() { curl -sf --max-time 60 -X "$1" "$url$2" -H 'Content-Type: application/json' -d "$3"; }

# The text of a member of a JSON object that stands there as a string without quotes in it.
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

keep() { while sleep $((lease / 3)); do call POST "$1/heartbeat" "{\"token\":\"$2\"}" > /dev/null; done; }

run() {
  local path=/jobs/$1 token=$2 words
  keep "$path" "$token" &
  local heartbeat=$!
  words=$(wc -w <<< "$3")
  call POST "$path/complete" "{\"token\":\"$token\",\"result\":{\"words\":$((words))}}" > /dev/null \
    || echo "job $1: what it came to was not taken"
  kill "$heartbeat"
}

trap 'stopping=1' INT TERM
call PUT "/kinds/$kind" "{\"queue\":\"$queue\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}},\"required\":[\"text\"]}}" > /dev/null || exit 1
echo "$name waits for jobs"
while [ -z "$stopping" ]; do
  leased=$(call POST "/queues/$queue/lease" "{\"kinds\":[\"$kind\"],\"worker\":\"$name\",\"wait\":\"PT5S\",\"leaseFor\":\"PT${lease}S\"}") || { sleep 1; continue; }
  token=$(member token <<< "$leased")
  [ -n "$token" ] || continue
  id=$(sed 's/.*"job":{"id":"\([^"]*\)".*/\1/' <<< "$leased")
  if [ -n "$stopping" ]; then call POST "/jobs/$id/release" "{\"token\":\"$token\"}" > /dev/null
  else run "$id" "$token" "$(sed 's/.*"input":{"text":"\([^"]*\)"}.*/\1/' <<< "$leased")"; fi
done
