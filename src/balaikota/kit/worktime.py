"""Working time: clocks that stand still on days off. A working day counts 24 hours, midnight to midnight WIB.

A limit the law gives in hours or days runs on the calendar of the city, not on office hours: an application
of Friday 16:00 with a limit of one working day is due on Monday 16:00. What is a working day is the caller's
calendar; this file has no tables.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")
Calendar = Callable[[date], bool]

_DAY = timedelta(days=1)
# Longer than any row of days off: beyond it the calendar itself is wrong.
_PATIENCE = 400


def day_of(moment: datetime) -> date:
    """The calendar day in WIB."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(WIB).date()


def midnight(day: date) -> datetime:
    """The first moment of this day in WIB."""
    return datetime.combine(day, time(), WIB)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that is too short; earlier when `months` is negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_working_day(day: date, is_working: Calendar) -> date:
    """This day, or the first working day after it."""
    for _ in range(_PATIENCE):
        if is_working(day):
            return day
        day += _DAY
    raise ValueError(f"no working day in the {_PATIENCE} days before {day}")


def clock_starts(moment: datetime, is_working: Calendar) -> datetime:
    """When a clock set at this moment begins to run: at once, or at 00:00 of the next working day."""
    day = day_of(moment)
    working = next_working_day(day, is_working)
    return moment.astimezone(WIB) if working == day else midnight(working)


def add_hours(start: datetime, hours: float, is_working: Calendar) -> datetime:
    """The moment at which this many working hours have passed. It lies on a working day."""
    if hours < 0:
        raise ValueError("working time runs forward only")
    moment, left = clock_starts(start, is_working), timedelta(hours=hours)
    while (until_midnight := midnight(moment.date() + _DAY) - moment) <= left:
        left -= until_midnight
        moment = midnight(next_working_day(moment.date() + _DAY, is_working))
    return moment + left


def hours_between(a: datetime, b: datetime, is_working: Calendar) -> float:
    """The working hours from a to b; negative when b comes first."""
    if b < a:
        return -hours_between(b, a, is_working)
    a, b = a.astimezone(WIB), b.astimezone(WIB)
    passed, day = timedelta(), day_of(a)
    while day <= b.date():
        if is_working(day):
            passed += min(b, midnight(day + _DAY)) - max(a, midnight(day))
        day += _DAY
    return passed / timedelta(hours=1)
