"""Who keeps the list of places."""

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.information.places.models import Import, Place


def may_edit(person: Person) -> bool:
    """Who writes information or publishes it."""
    return any(organisations.holds(person, duty) for duty in (Duty.EDIT, Duty.PUBLISH))


def may_close(person: Person, place: Place) -> bool:
    """Closing a place for good, and taking that back, answers to whoever publishes."""
    return organisations.holds(person, Duty.PUBLISH)


def may_confirm(person: Person, sheet: Import) -> bool:
    """Who uploaded a list, once, has seen what it holds."""
    return may_edit(person) and sheet.by_id == person.pk and sheet.confirmed_at is None
