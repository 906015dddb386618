"""Who warns the city."""

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.information.alerts.models import Alert


def may_raise(person: Person) -> bool:
    """A warning is issued, changed and ended by whoever publishes for the city; the emergency numbers too."""
    return organisations.holds(person, Duty.PUBLISH)


def may_end(person: Person, alert: Alert) -> bool:
    """Any publisher, not only the one who raised it: danger does not wait for a shift to end."""
    return may_raise(person) and alert.ended_at is None
