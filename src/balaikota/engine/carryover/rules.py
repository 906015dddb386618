"""Who decides about a draft or case that a new edition asks about."""

from balaikota.engine.carryover.models import Carry
from balaikota.foundation.people.models import Person


def is_owner(person: Person, carry: Carry) -> bool:
    if carry.draft is not None:
        return carry.draft.person_id == person.pk
    return carry.case is not None and carry.case.applicant_id == person.pk


def may_settle(person: Person, carry: Carry) -> bool:
    """The applicant, while the question stands."""
    return carry.is_asked and is_owner(person, carry)
