#!/usr/bin/env bash
# `make test`: everything, in parallel. `tools/test.sh civil` one room, `tools/test.sh journeys` the stories.
set -euo pipefail
cd "$(dirname "$0")/.."
said=()

# What the browser journeys and the judging of papers need from Debian.
declare -A needs=([chromium]=chromium [java]=default-jre-headless [pdftotext]=poppler-utils)
missing=()
for program in "${!needs[@]}"; do
    command -v "$program" >/dev/null || missing+=("${needs[$program]}")
done
[ -e /usr/share/java/pdfbox2.jar ] || [ -e /usr/share/java/pdfbox.jar ] || missing+=(libpdfbox2-java)
[ -e /usr/share/java/javax.activation.jar ] || missing+=(libactivation-java)
[ -e /usr/share/java/jaxb-api.jar ] || missing+=(libjaxb-api-java)
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing ${missing[*]} …"
        { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"; } \
            >/tmp/balaikota-apt.log 2>&1 || said+=("could not install ${missing[*]} (/tmp/balaikota-apt.log): tests that need them are skipped")
    else
        said+=("not root, and ${missing[*]} missing: tests that need them are skipped (apt-get install ${missing[*]})")
    fi
fi

where=()
for name in "$@"; do
    if [ -e "$name" ]; then
        where+=("$name")
    elif [ "$name" = journeys ]; then
        where+=(tests/journeys)
    else
        found=$(ls -d "src/balaikota/$name" src/balaikota/*/"$name" 2>/dev/null | head -1 || true)
        [ -n "$found" ] || { echo "make test: no room or path named $name"; exit 2; }
        where+=("$found")
    fi
done

parallel=(-n "${TEST_PROCESSES:-2}" --dist loadgroup)
[ ${#where[@]} -eq 1 ] && [ "${where[0]}" != tests/journeys ] && parallel=()
for line in "${said[@]}"; do echo "NOTE: $line"; done
code=0
.venv/bin/python -m pytest "${parallel[@]}" -rs --durations=10 "${where[@]}" || code=$?
for line in "${said[@]}"; do echo "NOTE: $line"; done
exit $code
