"""What lies at a counter belongs to a room above; it says here what must hold before it leaves, and what follows."""

from collections.abc import Callable
from typing import TypeVar

from balaikota.engine.cases.models import Case
from balaikota.foundation.people.models import Person


class Goods:
    """A kind of thing that is fetched or sent. Every hook has a harmless answer."""

    #: The page on which it is handed over across the counter; empty: the counter's own.
    page = ""

    def why_not_sent(self, case: Case) -> str:
        """A sentence for the officer when it may not go by courier; empty when it may."""
        return ""

    def on_received(self, case: Case, *, by: Person) -> None:
        """In the transaction that hands it over: if this fails, nothing was handed over."""


_goods: dict[str, Goods] = {}
G = TypeVar("G", bound=type[Goods])


def goods(kind: str) -> Callable[[G], G]:
    """Register the decorated class for one kind."""

    def register(described: G) -> G:
        _goods[kind] = described()
        return described

    return register


def goods_of(kind: str) -> Goods:
    return _goods.get(kind) or Goods()
