"""Who runs the machine, and which job may be set free."""

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person

#: Seconds without a sign of life of its worker until a job may be taken from it by hand.
PATIENCE = 60


def operates(person: Person) -> bool:
    return organisations.holds(person, Duty.OPERATE)


def may_be_freed(status: str, silence: float | None) -> bool:
    """A job that gave up; or one in hand whose worker is gone or silent. A job in good hands would only run twice."""
    return status == "failed" or (status == "doing" and (silence is None or silence > PATIENCE))
