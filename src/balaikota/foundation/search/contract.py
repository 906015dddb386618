"""What other rooms bring: entries, the sources they come from, and names that are never altered.

An entry is public. Who may see a thing only after signing in does not bring it here.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """One thing that can be found. `key` is its lasting name within its kind; `words` are what people call it.

    `body` is searched and never shown or kept; `weight` lifts (above 1) or lowers what is found equally well.
    """

    kind: str
    key: str
    url: str
    title: str
    summary: str = ""
    words: tuple[str, ...] = ()
    body: str = ""
    language: str = "id"
    weight: float = 1.0


class Source(ABC):
    """One kind of entry and the room that has them."""

    kind: str
    label: str | Promise

    @abstractmethod
    def entries(self) -> Iterator[Entry]:
        """Everything public of this kind, for building the index anew."""


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Called once by each room when the house opens (`apps.ready`). The order of the house is the order of kinds."""
    _sources[source.kind] = source


def sources() -> list[Source]:
    return list(_sources.values())


def labels() -> dict[str, str | Promise]:
    return {kind: source.label for kind, source in _sources.items()}


_names: list[Callable[[], Iterable[str]]] = []
_spoken: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})


def protect(names: Callable[[], Iterable[str]]) -> None:
    """Register names of people, places or brands: no spelling rule, synonym or correction touches their words.

    Asked once per process, when something is first looked for.
    """
    _names.append(names)


def protected() -> frozenset[str]:
    return frozenset(name for ask in _names for name in ask())


def speak(same: dict[str, list[str]], slang: dict[str, list[str]]) -> None:
    """Add a city's own words: groups that ask for the same, and what a word of the street stands for."""
    _spoken[0].update(same)
    _spoken[1].update(slang)


def spoken() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    return _spoken
