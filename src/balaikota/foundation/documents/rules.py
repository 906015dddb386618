"""Who may open a letter, and what may still happen to it."""

from typing import TYPE_CHECKING

from balaikota.foundation.documents.models import Letter, State
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


def may_open(person: "Person", letter: Letter, *, let_in: bool) -> bool:
    """Its subject, and whom the room that asked for it lets in."""
    return letter.subject_id == person.pk or let_in


def may_replace(letter: Letter, new: Letter) -> bool:
    """A letter that stands gives way to a newer one of its kind."""
    return (
        letter.state == State.ISSUED
        and new.state in (State.WAITING, State.ISSUED)
        and new.kind == letter.kind
    )


def may_revoke(letter: Letter) -> bool:
    """What stands or waits can be revoked, once."""
    return letter.state in (State.ISSUED, State.WAITING)


def may_release(person: "Person") -> bool:
    """What a signer left open is the business of whoever operates the system."""
    return organisations.holds(person, Duty.OPERATE)
