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

# Debian keeps ensurepip in a package of its own (python3-venv), which a user cannot install. pip is therefore
# brought from the registry by Python alone, and checked against this hash.
pip_wheel=pip-26.0.1-py3-none-any.whl
pip_sha256=bdb1b08f4274833d62c1aa29e20907365a2ceb950410df15fc9521bad440122b
bring_pip() {
    .venv/bin/python - "$pip_wheel" "$pip_sha256" <<'PYTHON'
import hashlib, json, os, pathlib, sys, urllib.parse, urllib.request
wheel, sha256 = sys.argv[1:]
index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
ask = urllib.request.Request(index, headers={"Accept": "application/vnd.pypi.simple.v1+json"})
files = json.load(urllib.request.urlopen(ask, timeout=60))["files"]
url = urllib.parse.urljoin(index, next(file["url"] for file in files if file["filename"] == wheel))
content = urllib.request.urlopen(url, timeout=60).read()
if hashlib.sha256(content).hexdigest() != sha256:
    sys.exit(f"{wheel}: hash does not match")
pathlib.Path(".venv", wheel).write_bytes(content)
PYTHON
    .venv/bin/python ".venv/$pip_wheel/pip" install -q ".venv/$pip_wheel"
}

if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "Membuat .venv …"
    python=$(newest_python)
    [ -n "$python" ] || stop "Python 3.11 atau lebih baru tidak ada: pasang paket python3, atau sebut dengan PYTHON=/jalan/ke/python3."
    rm -rf .venv
    "$python" -m venv --without-pip .venv ||
        stop "Modul venv Python tidak ada: minta pengelola mesin memasang python3-venv (apt-get install python3-venv), lalu ulangi."
fi
if ! .venv/bin/python -m uv --version >/dev/null 2>&1; then
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null 2>&1 || bring_pip ||
        stop "pip tidak dapat diambil: apakah registri paket Python terjangkau? Periksa jaringan, lalu ulangi."
    .venv/bin/python -m pip install -q uv ||
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
