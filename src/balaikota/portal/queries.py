"""What the front door shows, gathered from the rooms below."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from balaikota.engine.cases import queries as cases
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.catalogue.models import Service
from balaikota.engine.questions.models import Definition
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import queries as regions


def city_name() -> str:
    """The city's name for the wordmark, asked once in five minutes; empty before the regions are loaded."""
    key = f"portal:city:{settings.CITY}"
    name: str | None = caches["near"].get(key)
    if name is None:
        try:
            name = regions.city().name
        except (ObjectDoesNotExist, Http404):
            return ""
        caches["near"].set(key, name, 300)
    return name.removeprefix("Kota ")


@dataclass(frozen=True)
class Mine:
    """One person's applications, sorted by what they ask of that person."""

    drafts: list[dict[str, Any]]
    waiting: list[dict[str, Any]]
    running: list[dict[str, Any]]
    closed: list[dict[str, Any]]
    more: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.drafts or self.waiting or self.running or self.closed)


#: Closed applications on one page; the open ones are all shown, because they ask something of the reader.
CLOSED = 25


def mine(viewer: Person, before: str = "") -> Mine:
    """All drafts and open applications; the closed ones page by page, from below the number `before` on."""
    closed = cases.cases_of(viewer, closed=True, before=before, most=CLOSED + 1)
    more = closed[CLOSED - 1]["number"] if len(closed) > CLOSED else ""
    if before:
        return Mine([], [], [], closed[:CLOSED], more)
    rows = cases.cases_of(viewer, closed=False)
    return Mine(
        drafts=cases.drafts_of(viewer),
        waiting=[row for row in rows if row["state"] == "waiting"],
        running=[row for row in rows if row["state"] in ("open", "late")],
        closed=closed[:CLOSED],
        more=more,
    )


def services() -> list[dict[str, Any]]:
    """The services a resident can apply for, as rows, by name, with how long each takes and what it costs."""
    return _rows(catalogue.services())


def search(text: str) -> list[dict[str, Any]]:
    return _rows(catalogue.search(text))


def _rows(found: Iterable[Service]) -> list[dict[str, Any]]:
    said = catalogue.in_force()
    return [_row(service, said.get(service.pk)) for service in found]


def _row(service: Service, definition: Definition | None) -> dict[str, Any]:
    names = ("slug", "name", "summary", "life_events", "is_open")
    row = {name: getattr(service, name) for name in names}
    if definition is not None:
        row |= {"hours": definition.limit.hours, "fee": definition.fee.amount}
    return row
