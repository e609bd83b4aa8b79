#!/usr/bin/env bash
# A throwaway PostgreSQL server for the tests.
#   postgres.sh start DIRECTORY   starts the cluster in the directory, made if it is empty; prints an Npgsql connection string
#   postgres.sh stop DIRECTORY    ends it; the caller removes the directory
# It listens on a socket in the directory only. As root it runs as the user postgres, which the server insists on.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")
directory=$(cd "$2" && pwd)
data="$directory/data"

as_owner() {
    if [ "$(id -u)" = 0 ]; then (cd / && exec runuser -u postgres -- "$@"); else "$@"; fi
}

start() {
    if [ "$(id -u)" = 0 ]; then chown postgres "$directory"; fi
    [ -d "$data" ] || as_owner "$bin/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C --no-sync >/dev/null
    # Tests end processes, not machines: what the system has taken is not lost.
    as_owner "$bin/pg_ctl" -D "$data" -w -l "$directory/log" \
        -o "-k $directory -c listen_addresses='' -c max_connections=300 -c fsync=off -c full_page_writes=off" start >/dev/null
    echo "Host=$directory;Username=postgres;Database=postgres"
}

case "$1" in
    start) start ;;
    stop) [ ! -d "$data" ] || as_owner "$bin/pg_ctl" -D "$data" -m immediate stop >/dev/null ;;
    *) echo "usage: $0 start|stop DIRECTORY" >&2; exit 2 ;;
esac
