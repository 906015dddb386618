"""Who may touch the working calendar."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from balaikota.engine.deadlines.models import Holiday
from balaikota.foundation.organisations.models import Duty, Tenure

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


def may_keep_calendar(by: "Person | None", held: Iterable[Tenure]) -> bool:
    """Whoever operates the system keeps the calendar; `None` is the city's own machinery (the data file)."""
    return by is None or any(Duty.OPERATE in tenure.post.duties for tenure in held)


def is_standing(holiday: Holiday) -> bool:
    """A day off that has not been withdrawn."""
    return holiday.withdrawn_at is None
