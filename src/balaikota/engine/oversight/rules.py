"""Who reads the trail."""

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person


def audits(person: Person) -> bool:
    return organisations.holds(person, Duty.AUDIT)
