"""JP arithmetic and the reading of course files. 1 JP = 45 minutes taught, breaks not counted.

No official text of the 45 minutes was found; training applications agree on it (data/training-rules.toml).
Minutes are what is stored and added; JP are computed from the sum, so nobody loses by rounding session by session.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
MINUTES_A_JP = 45
HALF = Decimal("0.5")
DAY = 24 * 60


def taught(begins: time, ends: time, pause: int = 0) -> int:
    """Minutes taught between two clock times; one that ends before it begins ends on the next day."""
    first, last = (each.hour * 60 + each.minute for each in (begins, ends))
    return max((last - first) % DAY - pause, 0)


def exact(minutes: Decimal | int) -> Decimal:
    """JP to four places, for adding nothing: only for comparing and for showing exactly."""
    return (Decimal(minutes) / MINUTES_A_JP).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def shown(minutes: Decimal | int) -> Decimal:
    """JP as a session or certificate shows it: to the nearest half, halves up."""
    halves = (Decimal(minutes) / MINUTES_A_JP / HALF).quantize(Decimal(1), ROUND_HALF_UP)
    return halves * HALF


def minutes_of(jp: Decimal | int) -> Decimal:
    """Minutes of so many JP; 26.5 JP are 1192.5 minutes."""
    return (Decimal(jp) * MINUTES_A_JP).quantize(Decimal("0.1"), ROUND_HALF_UP)


def reaches(minutes: Decimal | int, jp: int) -> bool:
    """Are so many JP reached? Minutes are compared, never what was rounded."""
    return Decimal(minutes) >= jp * MINUTES_A_JP


@lru_cache
def shipped() -> dict[str, dict[str, Any]]:
    """The complete courses of the product, by code: curriculum, question bank, rubric."""
    files = sorted((DATA / "courses").glob("*.toml"))
    read = [tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal) for file in files]
    return {course["code"]: course for course in read}


@lru_cache
def rules() -> dict[str, Any]:
    """Thresholds and entitlements as dated data, each with its source."""
    return tomllib.loads((DATA / "training-rules.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Curriculum:
    """What a version says. `facts` are fields of `Version`, `subjects` fields of `Subject` in their order."""

    facts: dict[str, Any]
    subjects: list[dict[str, Any]]
    reason: str = ""
    rubric: list[Any] = field(default_factory=list)


class Fault(ValueError):
    """A line of a curriculum cannot be read; the sentence says which and how to mend it."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"{line}: {why}")
        self.line, self.why = line, why


def subjects_in(text: str) -> list[dict[str, Any]]:
    """`Nama mata pelatihan | JP | metode`, one a line; raises `Fault` with the line."""
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        name, *rest = (part.strip() for part in line.split("|"))
        if not name or not rest:
            raise Fault(number, "shape")
        jp = _jp_in(rest[0], number)
        rows.append(
            {"name": name[:200], "minutes": minutes_of(jp), "method": (rest[1] if rest[1:] else "")[:200]}
        )
    return rows


def _jp_in(text: str, line: int) -> Decimal:
    said = text.lower().removesuffix("jp").strip().replace(",", ".")
    if not said.replace(".", "", 1).isdecimal() or not said.isascii() or len(said) > 6:
        raise Fault(line, "jp")
    jp = Decimal(said)
    if not 0 < jp <= 1000:
        raise Fault(line, "jp")
    return jp


def subjects_as_text(subjects: list[Any]) -> str:
    """The same lines back, for the next version."""
    return "\n".join(
        f"{each.name} | {format(exact(each.minutes).normalize(), 'f').replace('.', ',')} | {each.method}"
        for each in subjects
    )
