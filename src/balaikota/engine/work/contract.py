"""What rooms above may hang on the desk: links to their own pages, for those they concern."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse_lazy
from django.utils.functional import Promise

from balaikota.foundation.people.models import Person

_places: list[tuple[str | Promise, Any, Callable[[Person], bool]]] = []


def also_at_the_desk(label: str | Promise, view: str, is_for: Callable[[Person], bool]) -> None:
    """Link a page (`room:name`) from the desk of whoever it is for. `is_for` asks posts, not tables."""
    _places.append((label, reverse_lazy(view), is_for))


def places(viewer: Person) -> list[tuple[str | Promise, str]]:
    return [(label, str(address)) for label, address, is_for in _places if is_for(viewer)]
