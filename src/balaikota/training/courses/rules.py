"""Who writes curricula."""

from balaikota.foundation.people.models import Person
from balaikota.training.servants import rules as servants


def may_revise(person: Person) -> bool:
    """Those who organise trainings write their curricula."""
    return servants.is_organiser(person)
