"""Yes or no about the outbox."""

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person


def may_settle(person: Person) -> bool:
    """What got stuck is the business of whoever operates the system."""
    return organisations.holds(person, Duty.OPERATE)


def may_opt_in(person: Person) -> bool:
    """Only a telephone number that was confirmed is written to."""
    return bool(person.phone and person.phone_confirmed_at)
