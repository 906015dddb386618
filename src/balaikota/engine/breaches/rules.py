"""Who keeps the list of failures, and when something may still be said."""

from balaikota.engine.breaches.models import Breach
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person


def keeps(person: Person) -> bool:
    """The office that runs the system, as for rights over data."""
    return organisations.holds(person, Duty.OPERATE)


def may_tell_people(person: Person, breach: Breach, *, concerned: int) -> bool:
    return keeps(person) and breach.people_told_at is None and concerned > 0


def may_add_people(person: Person, breach: Breach) -> bool:
    """Whoever is added after the letters have left would never get one."""
    return keeps(person) and breach.people_told_at is None


def may_tell_authority(person: Person, breach: Breach) -> bool:
    return keeps(person) and breach.authority_told_at is None
