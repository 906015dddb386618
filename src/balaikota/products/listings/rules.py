"""Who may do what with a product, and how its state turns. Whether somebody owns the business is asked of `register`."""

from balaikota.enterprises.register import rules as businesses
from balaikota.foundation.people.models import Person
from balaikota.products.listings.models import CHECKED, Product, State

#: What may follow what: the verb, from which states, to which.
TURNS: dict[str, tuple[tuple[State, ...], State]] = {
    "publish": ((State.DRAFT, State.HIDDEN, State.NEEDS_FIX), State.PUBLISHED),
    "hide": ((State.PUBLISHED, State.NEEDS_FIX), State.HIDDEN),
    "refuse": ((State.PUBLISHED, State.HIDDEN), State.NEEDS_FIX),
    "suspend": ((State.PUBLISHED, State.HIDDEN, State.NEEDS_FIX), State.SUSPENDED),
    "restore": ((State.SUSPENDED,), State.HIDDEN),
}


def may_turn(product: Product, verb: str) -> bool:
    return product.state in TURNS[verb][0]


def is_checker(person: Person) -> bool:
    """Officers of the catalogue: those who run programmes, and those who record businesses."""
    return businesses.is_manager(person) or businesses.is_surveyor(person)


def may_change(person: Person, *, owns: bool) -> bool:
    """The seller; or an officer who helps them."""
    return owns or is_checker(person)


def may_check(person: Person, *, owns: bool) -> bool:
    """An officer, but never a product of their own."""
    return is_checker(person) and not owns


def waits(product: Product, changed: list[str], *, was_right: bool) -> list[str]:
    """Of the attributes that changed, those that wait for an officer: one found them right, and buyers see them now."""
    touched = [name for name in changed if name.removesuffix("_id") in CHECKED]
    return touched if was_right and product.state == State.PUBLISHED else []
