"""What the rooms above put on an order's page, such as the words of whoever bought it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person
    from balaikota.products.orders.models import Order


@dataclass(frozen=True)
class Piece:
    """Its template is given `order` and, as `rows`, what `fill` gives. None: nothing to show to this viewer."""

    slug: str
    template: str
    fill: "Callable[[Order, Person], dict[str, Any] | None]"


_pieces: dict[str, Piece] = {}


def piece(piece: Piece) -> None:
    """Called in `apps.ready`."""
    _pieces[piece.slug] = piece


def pieces() -> list[Piece]:
    return list(_pieces.values())
