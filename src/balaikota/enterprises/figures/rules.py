"""Who sees small cells, and who sees the businesses behind a number."""

from balaikota.enterprises.register import rules as register
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person


def may_see_exact(person: Person) -> bool:
    """Who reads the city's figures by their post, and the officers of the register."""
    return register.is_officer(person) or organisations.holds(person, Duty.READ_FIGURES)


def may_see_rows(person: Person) -> bool:
    """Names of businesses are for the officers of the register; whoever reads figures reads figures."""
    return register.is_officer(person)
