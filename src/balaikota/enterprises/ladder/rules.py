"""Who may move a business on the ladder, and who may change the ladder."""

from balaikota.enterprises.register import rules as register
from balaikota.foundation.people.models import Person


def may_diagnose(person: Person, *, owns: bool) -> bool:
    return owns or register.is_officer(person)


def may_judge(person: Person, *, owns: bool) -> bool:
    """A coach or programme manager, never of their own business."""
    return not owns and (register.is_coach(person) or register.is_manager(person))


def may_change_ladder(person: Person) -> bool:
    return register.is_manager(person)
