#!/usr/bin/env bash
# health.sh PORT PATH: ends with 0 if GET PATH at 127.0.0.1:PORT is answered 200. The images have no curl.
# Checked: run against a web process and a silo, alive and dead.
exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
read -r -t 4 line <&3
[[ $line == *" 200 "* ]]
