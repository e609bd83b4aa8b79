#!/usr/bin/env bash
# Submits a text to be counted (one without quotes), waits for the end, and prints the result.
set -eu
url=${ORLEANSJOBS_URL:-http://127.0.0.1:5000}
job=$(curl -sf "$url/jobs" -H 'Content-Type: application/json' -d "{\"kind\":\"words.count\",\"input\":{\"text\":\"$1\"}}")
id=$(sed 's/^{"id":"\([^"]*\)".*/\1/' <<< "$job")
while ! grep -qE '"state":"(succeeded|failed|cancelled)"' <<< "$job"; do job=$(curl -sf "$url/jobs/$id?wait=30s"); done
sed -n 's/.*"words":\([0-9]*\).*/\1/p; t; s/.*"state":"\([a-z]*\)".*/\1/p' <<< "$job"
