"""Who asks for a letter about a business."""

from balaikota.enterprises.register import rules as register
from balaikota.foundation.people.models import Person


def may_issue(person: Person, *, owns: bool) -> bool:
    """Who manages programmes, never for their own business."""
    return register.is_manager(person) and not owns
