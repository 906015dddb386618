"""Rooms above that keep due times say here what a change of the calendar would move."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from balaikota.kit.worktime import Calendar


@dataclass(frozen=True)
class Effect:
    """How many open cases would get another due time, and how many of them would be late at once."""

    moved: int = 0
    late: int = 0

    def __add__(self, other: "Effect") -> "Effect":
        return Effect(self.moved + other.moved, self.late + other.late)


Foresight = Callable[[date, Calendar], Effect]
_foresights: list[Foresight] = []


def foresees(foresight: Foresight) -> Foresight:
    """Register a function that knows what moves when the calendar changes on this day."""
    if foresight not in _foresights:
        _foresights.append(foresight)
    return foresight


def foreseen(day: date, calendar: Calendar) -> Effect:
    return sum((foresight(day, calendar) for foresight in _foresights), Effect())
