"""Conversion from stage to stage, and when it is a cliff. Pure."""

import tomllib
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from balaikota.kit import city

FILE = Path(__file__).parent / "data" / "alarms.toml"
WIDTH, ROW = 640, 34  # units of the drawing


@lru_cache
def limits() -> dict[str, Any]:
    """When alarms ring: the city's own file, or ours."""
    return tomllib.loads(city.file("alarms.toml", FILE).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Rung:
    """One stage within the window: how many stays began, and what became of them."""

    code: str
    name: str
    entered: int = 0
    passed: int = 0
    returned: int = 0
    left: int = 0

    @property
    def ended(self) -> int:
        return self.passed + self.returned + self.left

    @property
    def standing(self) -> int:
        return self.entered - self.ended

    @property
    def conversion(self) -> int | None:
        """Whole per cent of the stays that ended by climbing; None while none ended. Who still stands is not counted."""
        return round(100 * self.passed / self.ended) if self.ended else None

    @property
    def is_cliff(self) -> bool:
        lost = self.returned + self.left
        least, percent = int(limits()["cliff_at_least"]), int(limits()["cliff_percent"])
        return self.ended >= least and 100 * lost > percent * self.ended


@dataclass(frozen=True)
class Bar:
    """A rung as it is drawn: three lengths side by side."""

    rung: Rung
    top: int
    passed: int
    standing: int
    lost: int

    @property
    def standing_from(self) -> int:
        return self.passed

    @property
    def lost_from(self) -> int:
        return self.passed + self.standing

    @property
    def text_at(self) -> int:
        return self.top + 21


def bars(rungs: Sequence[Rung]) -> list[Bar]:
    """One bar a stage, as long as the stays that began there."""
    most = max((rung.entered for rung in rungs), default=0) or 1

    def long(count: int) -> int:
        return round(count * WIDTH * 0.55 / most)

    return [
        Bar(rung, n * ROW, long(rung.passed), long(rung.standing), long(rung.returned + rung.left))
        for n, rung in enumerate(rungs)
    ]


def last_day(period: str) -> date:
    """The last day of a month written as 2026-10."""
    year, month = int(period[:4]), int(period[5:7])
    return date(year, month, monthrange(year, month)[1])
