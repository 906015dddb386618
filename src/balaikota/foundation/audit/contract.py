"""How an event learns in which capacity somebody acted. The room that keeps the posts answers."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

_answer: list[Callable[["Person"], str]] = []


def tell_capacity_with(answer: Callable[["Person"], str]) -> None:
    """Called once, when the room of posts opens: `answer(person)` is the title held today, or empty."""
    _answer[:] = [answer]


def capacity_of(person: "Person | None") -> str:
    return _answer[0](person) if person is not None and _answer else ""
