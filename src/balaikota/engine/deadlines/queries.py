"""The working calendar, and due times on it.

The calendar is asked for once per computation, in one query over a few dozen dates, and is not kept between
requests: a withdrawn holiday counts at once, in every process, and also after a rollback.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from balaikota.engine.deadlines import rules
from balaikota.engine.deadlines.contract import Effect, foreseen
from balaikota.engine.deadlines.models import Holiday
from balaikota.foundation.organisations import queries as organisations
from balaikota.kit import prepared, worktime
from balaikota.kit.errors import found

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

SATURDAY = 5


def standing() -> QuerySet[Holiday]:
    """Days off that have not been withdrawn, by date."""
    return Holiday.objects.filter(withdrawn_at=None).order_by("on")


def holidays(year: int) -> QuerySet[Holiday]:
    """The days off of one year, with their ground, for show."""
    return standing().filter(on__year=year)


def locked(holiday: Holiday) -> Holiday:
    return Holiday.objects.select_for_update(no_key=True).get(pk=holiday.pk)


def known() -> Iterator[tuple[date, str, str, str]]:
    """Every row ever added, withdrawn or not, by what identifies it in the data file."""
    return Holiday.objects.values_list("on", "name", "kind", "source").iterator()


CLOSED = """select "on" from deadlines_holiday where withdrawn_at is null"""


def calendar(*, without: date | None = None, also: date | None = None) -> worktime.Calendar:
    """Answers `is this a working day?` for any number of days, with one query. Do not keep it.

    With one holiday left out, or one more, it is the calendar as it would be.
    """
    closed = (frozenset(day for (day,) in prepared.rows(CLOSED, {})) - {without}) | {also}
    return lambda day: day.weekday() < SATURDAY and day not in closed


def effect_of_withdrawing(holiday: Holiday) -> Effect:
    return foreseen(holiday.on, calendar(without=holiday.on))


def effect_of_adding(day: date) -> Effect:
    return foreseen(day, calendar(also=day))


def holiday(id: int, *, viewer: "Person") -> Holiday:
    """A standing day off, for whoever keeps the calendar."""
    keeps = rules.may_keep_calendar(viewer, organisations.tenures_today(viewer))
    return found(standing().filter(pk=id).first() if keeps else None)


def keeps_calendar(viewer: "Person") -> bool:
    """May this viewer change the calendar?"""
    is_known = viewer.is_authenticated
    return is_known and rules.may_keep_calendar(viewer, organisations.tenures_today(viewer))


def years(beside: int) -> list[int]:
    """The years the calendar speaks about, and the one that is looked at."""
    return sorted({*(day.year for day in standing().dates("on", "year")), beside})


def is_off(day: date) -> bool:
    """Is there a standing day off on this date?"""
    return standing().filter(on=day).exists()


def is_working(day: date) -> bool:
    """Monday to Friday, and no national holiday, cuti bersama or local one. For many days: `calendar()`."""
    return calendar()(day)


def due_at(start: datetime, hours: float) -> datetime:
    """When a clock set at this moment has run so many working hours; a working day counts 24."""
    return worktime.add_hours(start, hours, calendar())


def hours_between(a: datetime, b: datetime) -> float:
    """The working hours from a to b, such as the length of a pause."""
    return worktime.hours_between(a, b, calendar())
