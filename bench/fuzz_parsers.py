"""Parsers under atheris (libFuzzer): `python -m bench.fuzz_parsers "NAME=SECONDS …" FOLDER`. What must hold is in
`fuzz_properties`; whatever else is raised is a fault, is kept once, and the fuzzing goes on."""

import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bench.fuzz_tally import Tally, asked

if TYPE_CHECKING:
    from bench import fuzz_properties

_KIT = ("balaikota.kit.typed", "balaikota.kit.rupiah")
_CELLS = (*_KIT, "balaikota.enterprises.cells")
#: Each parser, and the modules that are told to libFuzzer branch by branch.
MODULES: dict[str, tuple[str, ...]] = {
    "amounts": ("balaikota.kit.rupiah",),
    "numbers": ("balaikota.kit.typed",),
    "dates": (
        "balaikota.kit.typed",
        "balaikota.information.places.methods",
        "balaikota.information.agenda.methods",
    ),
    "phones": ("balaikota.kit.typed", "phonenumbers.phonenumberutil", *_CELLS),
    "identity": ("balaikota.foundation.people.methods", *_CELLS),
    "words": ("balaikota.foundation.lexicon", "balaikota.kit.names", "balaikota.foundation.search.methods"),
    "csv": ("balaikota.kit.tables", "balaikota.kit.spreadsheets"),
    "xlsx": ("balaikota.kit.tables", "balaikota.kit.spreadsheets", "balaikota.kit.markup"),
    "shop_files": ("balaikota.products.offers", "balaikota.products.dialects", *_KIT),
    "businesses": _CELLS,
    "places_list": ("balaikota.information.places.sheets", "balaikota.information.places.methods"),
    "statistics": ("balaikota.economy.workbooks",),
    "service_files": ("balaikota.engine.questions", "balaikota.kit.reader", "tomllib"),
    "conditions": ("balaikota.engine.wording", "balaikota.engine.conditions"),
    "packages": ("balaikota.training.packages.methods", "zipfile"),
    "feeds": (
        "balaikota.complaints.forwarding.methods",
        "balaikota.products.offers.sheets",
        "balaikota.kit.markup",
    ),
    "json_files": ("balaikota.innovation.library.methods", "balaikota.training.rubrics"),
    "pictures": ("balaikota.kit.cleaning",),
    "pdfs": ("balaikota.kit.cleaning",),
    "prose": ("balaikota.kit.prose", "markdown_it"),
}
NAMES = tuple(MODULES)
#: libFuzzer's own limit for what it makes up; sheets and feeds may be longer.
LONGEST = 4096
#: Processor time one input may take here, where every branch is counted: bench/fuzz_size.py measures without that.
SLOW = 3.0


def main() -> None:
    """The house is opened once; each parser has a fork of it, which libFuzzer never leaves alive."""
    chosen, keep = asked(sys.argv[1]), Path(sys.argv[2])
    import atheris

    told = sorted({module for name in chosen for module in MODULES[name]})
    with atheris.instrument_imports(include=[*told, "bench.fuzz_properties"]):
        open_house()
        from bench import fuzz_properties
    for name, seconds in chosen.items():
        tally = Tally(name, keep)
        tally.write()
        if (child := os.fork()) == 0:
            try:
                fuzz(fuzz_properties.PARSERS[name], tally, seconds)
            except BaseException:
                traceback.print_exc()
            os._exit(1)
        if status := os.waitpid(child, 0)[1]:
            died(tally, status)


def fuzz(parser: "fuzz_properties.Parser", tally: Tally, seconds: float) -> None:
    import atheris

    corpus = tally.keep / f"corpus-{tally.name}"
    corpus.mkdir(exist_ok=True)
    for at, seed in enumerate(parser.seeds()):
        (corpus / f"seed{at}").write_bytes(seed)
    words = tally.keep / f"{tally.name}.dict"
    words.write_text("".join(f'"{_quoted(word)}"\n' for word in parser.words))
    options = [
        f"-max_len={LONGEST}",
        "-timeout=120",
        "-rss_limit_mb=0",
        "-print_final_stats=0",
        "-verbosity=0",
    ]
    dictionary = [f"-dict={words}"] if parser.words else []  # an empty one ends libFuzzer
    atheris.Setup([sys.argv[0], *options, *dictionary, str(corpus)], watched(parser.look, tally, seconds))
    atheris.Fuzz()


def died(tally: Tally, status: int) -> None:
    """The process itself ended: what it was looking at lies in `<name>.last`, where that is kept."""
    read = json.loads((tally.keep / f"{tally.name}.json").read_text())
    tally.tried = read["tried"]
    tally.begin(time.monotonic, read["seconds"])
    last = tally.keep / f"{tally.name}.last"
    tally.fault(f"the process died ({status})", last.read_bytes() if last.exists() else b"")


def open_house() -> None:
    """The settings of a city nobody runs; no table is asked."""
    os.environ["BALAIKOTA_HOME"] = tempfile.mkdtemp(prefix="fuzz-home-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "balaikota.config.settings"
    import django

    django.setup()
    from balaikota.kit import aside

    aside.confine(
        "bench.fuzz", seconds=10**6
    )  # as in a process aside: workbooks are opened here, within its limits


def watched(look: Callable[[bytes], None], tally: Tally, seconds: float) -> Callable[[bytes], None]:
    """Counts, keeps faults, and ends the process when its time is over: libFuzzer itself never returns."""
    tally.begin(time.process_time)
    until = time.process_time() + seconds
    last = tally.keep / f"{tally.name}.last"  # what killed the process, when something did

    def once(given: bytes) -> None:
        if time.process_time() > until:
            tally.write()
            last.unlink(missing_ok=True)
            os._exit(0)
        if tally.name in ("xlsx", "pictures", "pdfs", "packages"):
            last.write_bytes(given)
        began = time.process_time()
        try:
            look(given)
        except BaseException as error:  # also a panic of a parser in Rust, which no `except Exception` holds
            tally.broke(error, given)
        if (took := time.process_time() - began) > SLOW:
            tally.fault(f"slow: {len(given)} bytes took {took:.0f} s", given)
        tally.count()

    return once


def _quoted(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    main()
