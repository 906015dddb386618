"""The list of public pages for search engines (sitemaps.org). A room registers its section when the house opens."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import ceil
from xml.sax.saxutils import escape

from balaikota.kit.errors import found

#: The protocol allows 50,000 pages in one list; fewer are drawn and read faster.
MOST = 10_000
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True)
class Place:
    """One public page: its path, and when what stands there changed last."""

    path: str
    changed: datetime | date | None = None


@dataclass(frozen=True)
class Section:
    """The pages of one room. `places(start, stop)` gives that part of them, in an order that does not change."""

    name: str
    count: Callable[[], int]
    places: Callable[[int, int], Iterable[Place]]


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Called in `apps.ready`. The name becomes part of an address: letters, digits and hyphens."""
    _sections[section.name] = section


def parts() -> list[tuple[str, int]]:
    """Every list there is now: the section and its number, from 1."""
    counted = ((section, ceil(section.count() / MOST)) for section in _sections.values())
    return [(section.name, number + 1) for section, lists in counted for number in range(lists)]


def version() -> str:
    """Changes with the number of pages, and every hour: what a search engine reads may be an hour old."""
    counted = [f"{section.name} {section.count()}" for section in _sections.values()]
    return f"{datetime.now(UTC):%Y-%m-%dT%H} {counted}"


def index(address: Callable[[str, int], str]) -> str:
    """The list of lists; `address` says where one stands."""
    return _drawn("sitemapindex", "sitemap", (Place(address(name, number)) for name, number in parts()))


def part(name: str, number: int, *, host: str) -> str:
    """One list; 404 when there is none such."""
    section = found(_sections.get(name))
    start = (number - 1) * MOST
    places = list(section.places(start, start + MOST)) if number > 0 else []
    found(places or None)
    return _drawn("urlset", "url", (Place(host + place.path, place.changed) for place in places))


def _drawn(root: str, each: str, places: Iterable[Place]) -> str:
    return "".join(_lines(root, each, places))


def _lines(root: str, each: str, places: Iterable[Place]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SPACE}">\n'
    for place in places:
        changed = f"<lastmod>{place.changed.isoformat()}</lastmod>" if place.changed else ""
        yield f"<{each}><loc>{escape(place.path)}</loc>{changed}</{each}>\n"
    yield f"</{root}>\n"
