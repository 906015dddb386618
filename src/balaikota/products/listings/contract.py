"""What the rooms above put on a product's page: a cart button, products like it, facts for machines in the head; and
where the page is kept once it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person
    from balaikota.products.listings.models import Product

HEAD, BUY, BELOW = "head", "buy", "below"
Fill = Callable[["Product", "Person | None"], "dict[str, Any] | None"]


@dataclass(frozen=True)
class Part:
    """A piece of the page: its template is given `product`, `viewer` and what `fill` gives. None: nothing to show.

    `where`: `head` (between <head> tags), `buy` (beside the price), `below` (under everything). One or two queries.
    """

    slug: str
    template: str
    fill: Fill
    where: str = BUY
    place: int = 50


_parts: dict[str, Part] = {}


def part(part: Part) -> None:
    """Called in `apps.ready`."""
    _parts[part.slug] = part


def parts(where: str) -> list[Part]:
    """In the order of their places."""
    return sorted((each for each in _parts.values() if each.where == where), key=lambda each: each.place)


@dataclass(frozen=True)
class Drawn:
    """A product's page between the frame of every page: HTML already. It stands through the day `until`, None for good."""

    title: str
    head: str
    body: str
    until: date | None = None


@dataclass(frozen=True)
class Keeper:
    """Keeps the page that everybody sees. `find`: by code and language, as it would be drawn now, or None."""

    find: Callable[[str, str], Drawn | None]
    keep: Callable[["Product", Drawn], None]


_keeper: list[Keeper] = []


def kept_by(keeper: Keeper) -> None:
    """Called in `apps.ready`, once."""
    _keeper[:] = [keeper]


def keeper() -> Keeper:
    return _keeper[0]


def page_above(name: str, *args: str) -> str:
    """A page of a room above, where the city has it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
