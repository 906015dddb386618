"""Choosing a coach, the week a meeting lies in, and the order of a day's visits. Pure."""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from balaikota.kit import city

FILE = Path(__file__).parent / "data" / "practice.toml"
T = TypeVar("T")
KM_A_DEGREE = 111.2  # of latitude, on a sphere of 6,371 km


@lru_cache
def practice() -> dict[str, Any]:
    """How this city coaches: its own file, or ours."""
    return tomllib.loads(city.file("practice.toml", FILE).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Candidate:
    """A coach as the choice sees them; `load` businesses of at most `room`."""

    key: Any
    fields: tuple[str, ...]
    districts: tuple[str, ...]
    load: int
    room: int

    @property
    def has_room(self) -> bool:
        return self.load < self.room


def room(weekly_cap: int) -> int:
    """How many businesses a coach can carry: each is met once in so many weeks."""
    return weekly_cap * int(practice()["weeks_between_meetings"])


def best(candidates: Sequence[Candidate], field: str, district: str) -> Candidate | None:
    """With room; first who knows the field, then who works in that kecamatan, then the least loaded for their room.

    Who does not know the field is chosen for no one: then the business waits for one who does.
    """
    able = [each for each in candidates if each.has_room and field in each.fields]
    return min(
        able,
        key=lambda each: (district not in each.districts, each.load / each.room, str(each.key)),
        default=None,
    )


def week(day: date) -> tuple[date, date]:
    """Monday and Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points (lat, lon), drawn flat: good enough for a city."""
    north = (b[0] - a[0]) * KM_A_DEGREE
    east = (b[1] - a[1]) * KM_A_DEGREE * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east)


def route(stops: Sequence[tuple[tuple[float, float], T]]) -> list[tuple[float, T]]:
    """The stops each after its nearest, beginning with the first, with the kilometres from the stop before.

    Nearest neighbour: no shortest way, and for a day's five visits seldom far from it.
    """
    left, told = list(stops), list[tuple[float, T]]()
    here = left[0][0] if left else (0.0, 0.0)
    while left:
        start = here
        near = min(left, key=lambda stop: distance(start, stop[0]))
        left.remove(near)
        told.append((round(distance(here, near[0]), 1), near[1]))
        here = near[0]
    return told
