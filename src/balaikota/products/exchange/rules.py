"""Who may bring files and take products out, and what may follow what."""

from balaikota.foundation.people.models import Person
from balaikota.products.exchange.models import Import, State
from balaikota.products.listings import rules as listings


def may_bring(person: Person, *, owns: bool) -> bool:
    """The seller; or an officer who helps them."""
    return listings.may_change(person, owns=owns)


def may_take_all(person: Person) -> bool:
    """Officers of the catalogue take out the whole city; everybody else reads the public feeds."""
    return listings.is_checker(person)


def may_begin(brought: Import) -> bool:
    counts = brought.announced
    return brought.state == State.READY and (counts.get("new", 0) + counts.get("changed", 0)) > 0


def may_choose(brought: Import) -> bool:
    """Categories are chosen before anything has come in."""
    return brought.state == State.READY


def may_undo(brought: Import) -> bool:
    return brought.state == State.DONE and bool(
        brought.arrived.get("new", 0) + brought.arrived.get("changed", 0)
    )


def is_busy(brought: Import) -> bool:
    return brought.state in (State.CHECKING, State.RUNNING, State.PHOTOS, State.UNDOING)
