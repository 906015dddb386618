#!/usr/bin/env bash
# Prepares .venv: `tools/setup.sh run` for running the city hall, `tools/setup.sh all` for working on it.
# Needs python3 >= 3.11 and the package registries. Does nothing when nothing changed.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-all}
say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

want=$(cat pyproject.toml requirements.lock tools/setup.sh | cksum)
stamp=.venv/.setup-$what
if [ "$what" = run ] && [ -f .venv/.setup-all ]; then stamp=.venv/.setup-all; fi
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then exit 0; fi

newest_python() {
    for name in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        if [ -n "$name" ] && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
}

make_venv() {
    python=$(newest_python)
    [ -n "$python" ] || stop "Python 3.11 atau lebih baru tidak ada: pasang paket python3, atau sebut dengan PYTHON=/jalan/ke/python3."
    rm -rf .venv
    if "$python" -m venv .venv 2>/dev/null; then return; fi
    rm -rf .venv # Debian keeps ensurepip in a package of its own
    if "$python" -m virtualenv -q .venv 2>/dev/null; then return; fi
    if "$python" -m pip --version >/dev/null 2>&1 && "$python" -m venv --without-pip .venv &&
        "$python" -m pip --python .venv/bin/python install -q uv 2>/dev/null; then return; fi
    rm -rf .venv
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
        stop "Modul venv Python tidak ada: minta pengelola mesin memasang python3-venv (apt-get install python3-venv), lalu ulangi."
    say "Memasang python3-venv …"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends python3-venv; } >&2 ||
        stop "python3-venv tidak dapat dipasang; pasang sendiri, lalu ulangi."
    "$python" -m venv .venv
}

if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "Membuat .venv …"
    make_venv
fi
if ! .venv/bin/python -m uv --version >/dev/null 2>&1; then
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null 2>&1 ||
        stop ".venv tidak punya pip; hapus map .venv, lalu ulangi."
    .venv/bin/python -m uv --version >/dev/null 2>&1 || .venv/bin/python -m pip install -q uv ||
        stop "uv tidak dapat dipasang: apakah registri paket Python terjangkau? Periksa jaringan, lalu ulangi."
fi
uv() { .venv/bin/python -m uv "$@"; }
export VIRTUAL_ENV="$PWD/.venv" UV_LINK_MODE=${UV_LINK_MODE:-copy} UV_NO_PROGRESS=1
if [ "$what" = run ]; then
    say "Memasang paket untuk menjalankan …"
    # The lock as constraint: exactly its versions and hashes, without the tools of development.
    uv pip install -q -c requirements.lock -e .
else
    say "Memasang paket …"
    uv pip install -q -r requirements.lock
    uv pip install -q --no-deps -e .
fi
echo "$want" >"$stamp"
