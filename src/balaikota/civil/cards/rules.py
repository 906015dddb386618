"""Who works with the cards."""

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person


def may_run(person: Person, desk_id: int) -> bool:
    """Who verifies or decides at the desk of the cards also prints them and hands them over."""
    return any(organisations.holds(person, duty, desk_id) for duty in (Duty.VERIFY, Duty.DECIDE))
