"""Entries to be found, as several rooms would bring them."""

from collections.abc import Callable, Iterator

import pytest

from balaikota.foundation.lexicon import methods as lexicon
from balaikota.foundation.search import actions, contract, queries
from balaikota.foundation.search.contract import Entry, Source


class Things(Source):
    """A room of this test."""

    def __init__(self, kind: str) -> None:
        self.kind, self.label = kind, kind.capitalize()
        self.things: list[Entry] = []

    def entries(self):
        return iter(self.things)


@pytest.fixture(autouse=True)
def _the_lexicon_of_the_house(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Without the names that rooms add: they are asked from the database, once per process."""
    monkeypatch.setattr(contract, "_names", [])
    lexicon.forget()
    yield
    lexicon.forget()


@pytest.fixture
def rooms(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Things]:
    """Three kinds of things, whatever other rooms there are."""
    made = {kind: Things(kind) for kind in ("product", "service", "report")}
    monkeypatch.setattr(contract, "_sources", dict(made))
    return made


@pytest.fixture
def offer(rooms: dict[str, Things]) -> Callable[..., None]:
    """Put products (or other things) into the index by their titles."""

    def put(*titles: str, kind: str = "product", **more: object) -> None:
        for title in titles:
            actions.put(Entry(kind, title.lower().replace(" ", "-"), f"/{kind}/{title}/", title, **more))

    return put


@pytest.fixture
def titles() -> Callable[..., list[str]]:
    """What a query finds, in the order shown."""

    def found(text: str, **more: object) -> list[str]:
        return [hit.title for hit in queries.find(text, **more).hits]

    return found
