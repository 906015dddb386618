#!/usr/bin/env bash
# `make test`: everything, in parallel. `tools/test.sh civil` one room, `tools/test.sh journeys` the stories.
set -euo pipefail
cd "$(dirname "$0")/.."
said=()

# What the browser journeys and the judging of papers need from Debian. What the machine lacks is unpacked beside it
# (tools/debs.sh), so that it needs no root and leaves the machine as it was.
declare -A needs=([chromium]=chromium [java]=default-jre-headless [pdftotext]=poppler-utils)
missing=()
for program in "${!needs[@]}"; do
    command -v "$program" >/dev/null || missing+=("${needs[$program]}")
done
for jar in libcommons-io-java:commons-io libpdfbox2-java:preflight libactivation-java:javax.activation libjaxb-api-java:jaxb-api; do
    [ -e "/usr/share/java/${jar#*:}.jar" ] || missing+=("${jar%:*}")
done
ls /usr/lib/*/libatomic.so.1 >/dev/null 2>&1 || missing+=(libatomic1) # for Playwright's node
if [ ${#missing[@]} -gt 0 ]; then
    wanted=(libatomic1 chromium fonts-dejavu-core default-jre-headless poppler-utils
        libpdfbox2-java libcommons-io-java libactivation-java libjaxb-api-java)
    echo "Unpacking ${missing[*]} …"
    if debian=$(tools/debs.sh "${wanted[@]}" 2>/tmp/balaikota-debs-$(id -u).log); then
        export PATH="$debian/bin:$PATH" DEBIAN_ROOT="$debian/root" LD_LIBRARY_PATH="$debian/lib"
    else
        said+=("could not fetch ${missing[*]} (/tmp/balaikota-debs-$(id -u).log): tests that need them are skipped")
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

# A process that broke ends the run: xdist would wait for ever for the test after the one that broke it. The order stays
# pytest-django's, with the browser last: where one has been open, Django takes the process for an asynchronous one.
parallel=(-n "${TEST_PROCESSES:-2}" --dist loadgroup --no-loadscope-reorder --max-worker-restart 0)
[ ${#where[@]} -eq 1 ] && [ "${where[0]}" != tests/journeys ] && parallel=()
for line in "${said[@]}"; do echo "NOTE: $line"; done
if [ ${#where[@]} -eq 0 ]; then # the browser comes last: by then its city is filled
    BALAIKOTA_SAMPLE_CITY=$(mktemp -d /tmp/bk-sample-XXXX)
    chmod 711 "$BALAIKOTA_SAMPLE_CITY"
    export BALAIKOTA_SAMPLE_CITY
    .venv/bin/python -m tests.journeys.sample "$BALAIKOTA_SAMPLE_CITY" &
    filling=$!
    trap 'kill $filling 2>/dev/null || true; wait $filling 2>/dev/null || true; rm -rf "$BALAIKOTA_SAMPLE_CITY"' EXIT
fi
code=0
.venv/bin/python -m pytest "${parallel[@]}" -rs --durations=10 "${where[@]}" || code=$?
for line in "${said[@]}"; do echo "NOTE: $line"; done
exit $code
