"""Means and costs. Kirkpatrick & Kirkpatrick, Evaluating Training Programs (1994): four levels.

What people said is shown from a least number of answers on; costs are whole rupiah, rounded half up once, at the end.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from statistics import fmean
from typing import Any

from balaikota.kit.worktime import months_later

MOST = 5


@lru_cache
def asked() -> dict[str, Any]:
    """The questions, their scale and their days."""
    return tomllib.loads((Path(__file__).parent / "data" / "questions.toml").read_text(encoding="utf-8"))


def codes(form: str) -> list[str]:
    return [each["code"] for each in asked()[form]]


def is_time(ended: date, months: int, today: date) -> bool:
    """A class of long ago is not asked about: a city that starts today begins with the classes that end now."""
    day = months_later(ended, months)
    return day <= today <= day + timedelta(days=asked()["behaviour_days"])


@dataclass(frozen=True)
class Mean:
    """What many said about one thing, 1 to 5; `mean` is None while too few said it."""

    name: str
    number: int
    mean: float | None


def means(name_by_code: Mapping[str, str], told: Iterable[Mapping[str, int]], least: int) -> list[Mean]:
    """The mean of each name over all its codes; hidden when fewer than `least` people said something of it."""
    rows = list(told)
    found = []
    for name in dict.fromkeys(name_by_code.values()):
        of_name = [code for code, each in name_by_code.items() if each == name]
        people = [[row[code] for code in of_name if code in row] for row in rows]
        said = [each for each in people if each]
        marks = [mark for each in said for mark in each]
        found.append(Mean(name, len(said), fmean(marks) if len(said) >= least else None))
    return found


def per(amount: int, units: Decimal | int) -> int | None:
    """Rupiah for one unit, half up; None when there is no unit to divide by."""
    if units <= 0:
        return None
    return int((Decimal(amount) / Decimal(units)).quantize(Decimal(1), ROUND_HALF_UP))


# --- pictures -------------------------------------------------------------------------------------

ROW, LEFT, WIDE = 26, 190, 400


@dataclass(frozen=True)
class Bar:
    """One lying bar of a chart: where it lies and how long it is, in the picture's own units."""

    name: str
    y: int
    width: float
    text: str
    kind: int

    @property
    def label_y(self) -> int:
        return self.y + 14

    @property
    def end(self) -> float:
        return LEFT + self.width + 6


@dataclass(frozen=True)
class Picture:
    """Lying bars from 0 to 5; the table beside it holds the same numbers."""

    bars: list[Bar]

    @property
    def height(self) -> int:
        return ROW * len(self.bars) + 8


def picture(rows: Iterable[tuple[str, float | None, int]]) -> Picture:
    """(name, value, whose) from above to below; a hidden value draws no bar."""
    shown = [row for row in rows if row[1] is not None]
    return Picture([
        Bar(name, place * ROW + 4, round((value or 0) / MOST * WIDE, 1), f"{value:.2f}".replace(".", ","), whose)
        for place, (name, value, whose) in enumerate(shown)
    ])  # fmt: skip
