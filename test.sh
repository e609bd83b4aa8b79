#!/usr/bin/env bash
# Builds the solution as it is published and runs every test. As root on Debian it installs what is missing (PostgreSQL, Chromium, Prometheus, Go) by apt;
# and a linter of OpenAPI documents by npm; without them, the tests that need them are skipped and say so. Arguments go to "dotnet test".
set -euo pipefail
cd "$(dirname "$0")"

install() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then return; fi
    echo "Installing $1 for the tests."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

if [ -z "${ORLEANSJOBS_TEST_POSTGRES:-}" ]; then
    [ -n "$(postgres_bin)" ] || install postgresql
    if [ -n "$(postgres_bin)" ]; then
        directory=$(mktemp -d)
        trap 'Tests/Support/postgres.sh stop "$directory"; rm -rf "$directory"' EXIT
        ORLEANSJOBS_TEST_POSTGRES=$(Tests/Support/postgres.sh start "$directory")
        export ORLEANSJOBS_TEST_POSTGRES
    else
        echo "PostgreSQL is not installed: its tests are skipped."
    fi
fi

[ -x /usr/bin/chromium ] || install chromium
[ -x /usr/bin/promtool ] || install prometheus --no-install-recommends
command -v go >/dev/null || install golang-go --no-install-recommends

linter=Tests/obj/linter
command -v npm >/dev/null || install npm
[ -x $linter/node_modules/.bin/redocly ] || npm install --silent --no-fund --no-audit --prefix $linter @redocly/cli@2.77.0 || echo "The linter of OpenAPI documents cannot be installed: its test is skipped."
if [ -x $linter/node_modules/.bin/redocly ]; then export ORLEANSJOBS_TEST_REDOCLY=$PWD/$linter/node_modules/.bin/redocly; fi

# One compiler for all projects, which ends with the build: it would hold the output open.
dotnet build OrleansJobs.sln --configuration Release --nologo -v quiet -p:UseSharedCompilation=true || built=$?
dotnet build-server shutdown --vbcscompiler >/dev/null || true
if [ "${built:-0}" != 0 ]; then exit "$built"; fi
dotnet test OrleansJobs.sln --configuration Release --nologo --no-build --logger "console;verbosity=normal" "$@"
