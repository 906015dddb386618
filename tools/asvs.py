"""Writes docs/security/asvs.md and bssn.md from the tables beside them. Run after every change: `python tools/asvs.py`."""

import csv
import tomllib
from collections import Counter
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "security"
HEAD = """# OWASP ASVS 5.0.0, levels 1 and 2

Made from [asvs.toml](asvs.toml) by `tools/asvs.py`; `tests/test_asvs.py` looks whether each requirement stands here once,
each file and test named here exists, and this page belongs to the table. The requirements' full text: [OWASP Application
Security Verification Standard 5.0.0](https://github.com/OWASP/ASVS/tree/v5.0.0), CC BY-SA 4.0.

**{met} met, {off} not applicable, {open} not met**: {share} % of the {applicable} that apply. Nobody outside has looked at
this; it is what the city hall's own makers say, with where to look. “The manual's proxy” is [nginx.conf](nginx.conf) and
holds where it is installed as written. Paths are below `src/balaikota/` or the top of the tree; after `::` stands the
test, function or setting.

## Not met

| | What is missing, and what it needs |
|---|---|
{gaps}
"""


def table() -> dict[str, list[str]]:
    """What we say, by requirement."""
    return tomllib.loads((FOLDER / "asvs.toml").read_text())


def requirements() -> list[dict[str, str]]:
    with (FOLDER / "asvs-5.0.0-level2.csv").open() as file:
        return list(csv.DictReader(file))


def page() -> str:
    said = table()
    counts = Counter(row[0] for row in said.values())
    met, gaps = counts["met"], counts["not met"]
    share = f"{100 * met / (met + gaps):.1f}"
    missing = "\n".join(
        f"| {each['req_id']} | {said[each['req_id']][1]} |" for each in requirements() if _is_gap(said, each)
    )
    head = HEAD.format(
        met=met, off=counts["not applicable"], open=gaps, share=share, applicable=met + gaps, gaps=missing
    )
    parts = [head]
    for chapter, rows in groupby(requirements(), key=lambda each: each["chapter"]):
        parts.append(
            f"\n## {chapter}\n\n| | Level | About | | What we say | Where |\n|---|---|---|---|---|---|\n"
        )
        parts += [_line(each, said[each["req_id"]]) for each in rows]
    return "".join(parts)


def _is_gap(said: dict[str, list[str]], each: dict[str, str]) -> bool:
    return said[each["req_id"]][0] == "not met"


def _line(each: dict[str, str], row: list[str]) -> str:
    state, sentence, *places = row
    where = "<br>".join(f"`{place}`" for place in places)
    return f"| {each['req_id']} | {each['level']} | {each['section']} | {state} | {sentence} | {where} |\n"


BSSN = """# Peraturan BSSN 4/2021, by ASVS

The thirteen functions that the technical standard asks of a web application (*Standar Teknis dan Prosedur Keamanan SPBE*),
and the requirements of [OWASP ASVS 5.0.0](asvs.md) that stand for each. Made from [bssn.toml](bssn.toml) by `tools/asvs.py`.

Names and order are those two governments publish ([Magelang](https://pustaka.magelangkota.go.id/books/keamanan-aplikasi-berbasis-web/chapter/standar-teknis-keamanan-aplikasi-berbasis-web/export/html),
[Yogyakarta](https://wiki.jogjaprov.go.id/en/diskominfo/kebijakan-keamanan-spbe), read 29 November 2026). The regulation's
own text was not at hand: its article and the procedures of functions 6 to 13 are **belum terverifikasi**. No assessment
by BSSN (IT Security Assessment) has taken place.

| | Function | ASVS | What we do | Open |
|---|---|---|---|---|
"""


def bssn_page() -> str:
    """The thirteen functions, each with the state of its requirements."""
    said, lines = table(), []
    functions = tomllib.loads((FOLDER / "bssn.toml").read_text())["function"]
    for number, each in enumerate(functions, 1):
        keys = [f"{key[1:]} {_sign(said[key][0])}" for key in each["asvs"]]
        lines.append(
            f"| {number} | {each['name']} | {', '.join(keys)} | {each['said']} | {each['open'] or '–'} |\n"
        )
    return BSSN + "".join(lines) + "\n✓ met, ✗ not met, – not applicable.\n"


def _sign(state: str) -> str:
    return {"met": "✓", "not met": "✗"}.get(state, "–")


if __name__ == "__main__":
    (FOLDER / "asvs.md").write_text(page())
    (FOLDER / "bssn.md").write_text(bssn_page())
