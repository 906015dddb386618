"""Clocks that stand still while somebody else has to act."""

from collections.abc import Iterable
from datetime import datetime

from balaikota.kit.worktime import Calendar, add_hours, hours_between

Span = tuple[datetime, datetime]


def due_after(start: datetime, hours: float, pauses: Iterable[Span], is_working: Calendar) -> datetime:
    """When a clock set at `start` has run so many working hours, standing still in each pause.

    A pause that begins after the limit has passed changes nothing: late stays late. Pauses do not overlap.
    """
    due = add_hours(start, hours, is_working)
    for begun, ended in sorted(pauses):
        if begun > due:
            break
        if ended > start:
            due = add_hours(due, hours_between(max(begun, start), ended, is_working), is_working)
    return due


def run_between(start: datetime, end: datetime, pauses: Iterable[Span], is_working: Calendar) -> float:
    """The working hours a clock ran from start to end, without the pauses."""
    ran = hours_between(start, end, is_working)
    for begun, ended in pauses:
        inside = max(begun, start), min(ended, end)
        ran -= hours_between(*inside, is_working) if inside[0] < inside[1] else 0
    return ran
