"""Who arranges fairs."""

from balaikota.enterprises.register import rules as offices
from balaikota.foundation.people.models import Person


def may_arrange(person: Person) -> bool:
    """Those who run programmes for businesses or record them."""
    return offices.is_manager(person) or offices.is_surveyor(person)
