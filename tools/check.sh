#!/usr/bin/env bash
# `make check`: everything that can be said about the source without running the city. Says all faults, not only the first.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" BALAIKOTA_AS_OWNER=1
BALAIKOTA_HOME=$(mktemp -d)
export BALAIKOTA_HOME
trap 'rm -rf "$BALAIKOTA_HOME" "$logs"' EXIT
logs=$(mktemp -d)
failed=()

check() { # name, command …
    local name=$1 began=$SECONDS
    shift
    if "$@" >"$logs/$name" 2>&1; then
        printf '  %-22s ok  %3d s\n' "$name" $((SECONDS - began))
    else
        printf '  %-22s FAILED\n' "$name"
        sed 's/^/    /' "$logs/$name"
        failed+=("$name")
    fi
}

types() { mypy --no-error-summary src/balaikota deploy 2>&1; }
migrations() { python -W ignore -m django makemigrations --check --dry-run --settings balaikota.config.settings; }

types >"$logs/types.out" 2>&1 & # the slowest, beside the others
types_pid=$!
check lint ruff check src tests tools bench deploy
check format ruff format --check src tests tools bench deploy
check contracts lint-imports
check templates djlint --lint --quiet src/balaikota
check house python -m pytest -q -p no:cacheprovider tests/test_house.py
check migrations migrations
check django python -W ignore -m django check --settings balaikota.config.settings
if [ -f tools/messages.py ]; then check messages python tools/messages.py --check; fi
check lock python tools/lock_is_current.py
check types bash -c "wait_for=$types_pid; while kill -0 \$wait_for 2>/dev/null; do sleep 0.2; done; cat $logs/types.out; test ! -s $logs/types.out"

if [ ${#failed[@]} -gt 0 ]; then
    echo "make check: ${failed[*]}"
    exit 1
fi
echo "make check: ok"
