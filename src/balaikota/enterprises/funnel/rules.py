"""Who sees the funnel."""

from balaikota.enterprises.register import rules as register
from balaikota.foundation.people.models import Person


def may_see(person: Person) -> bool:
    """Coaches and managers; the mayor has the published figures."""
    return register.is_coach(person) or register.is_manager(person)
