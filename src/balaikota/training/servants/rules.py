"""Who keeps the data of civil servants that training needs."""

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person


def is_organiser(person: Person) -> bool:
    """Someone whose post organises trainings."""
    return organisations.holds(person, Duty.TRAIN)


def heads_a_unit(person: Person) -> bool:
    return organisations.holds(person, Duty.HEAD)
