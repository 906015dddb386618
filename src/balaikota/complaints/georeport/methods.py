"""The GeoReport v2 standard without tables: its moments, its two formats, its faults.

Source: https://wiki.open311.org/GeoReport_v2 and /Service_Discovery (read as github:open311/open311.github.io@d65f0b9,
GeoReport/v2/index.md); what each parameter does here is written in docs/open311.md.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from xml.sax.saxutils import escape

#: "Default query limit is a span of 90 days or first 1000 requests returned, whichever is smallest."
SPAN, MOST = timedelta(days=90), 1000
#: "free form text limited to 4,000 characters"
LONGEST = 4000
TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


# --- faults ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """One error as the standard writes it; `code` is the HTTP status unless something says more."""

    code: int
    description: str


class Faulty(Exception):
    """The request cannot be fulfilled: every reason at once, under one HTTP status."""

    def __init__(self, status: int, *descriptions: str) -> None:
        super().__init__(status)
        self.status = status
        self.faults = [Fault(status, str(text)) for text in descriptions]


# --- moments --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bound:
    """A moment as somebody wrote it, and how much time what they wrote covers: a day, a minute, a second, less."""

    at: datetime
    covers: timedelta

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return self.at + self.covers


_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
#: A plus sign that was not escaped arrives as a space.
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?\s?(?:([Zz])|([+\- ])(\d\d):?(\d\d)?)"
)


def bound(text: str, zone: tzinfo) -> Bound:
    """Read a date or a moment with its offset (W3C note on ISO 8601). ValueError when it is neither.

    A date alone is that day in the city's own `zone`. A moment without an offset could be any of 38 moments, so
    it is none: the standard says that the offset must be included.
    """
    text = text.strip()
    if _DATE.fullmatch(text):
        at = datetime.combine(date.fromisoformat(text), time(), zone)
        return _safe(at, timedelta(days=1))
    parts = _MOMENT.fullmatch(text)
    if parts is None:
        raise ValueError(text)
    day, hour, minute, second, fraction, _utc, sign, hours, minutes = parts.groups()
    clock = time(int(hour), int(minute), int(second or 0), int((fraction or "0")[:6].ljust(6, "0")))
    at = datetime.combine(date.fromisoformat(day), clock, _offset(sign, hours, minutes))
    if second is None:
        return _safe(at, timedelta(minutes=1))
    finest = 10 ** max(0, 6 - len(fraction)) if fraction else 1_000_000
    return _safe(at, timedelta(microseconds=finest))


def _offset(sign: str | None, hours: str | None, minutes: str | None) -> timezone:
    if sign is None:
        return UTC
    if int(hours or 0) > 14 or int(minutes or 0) > 59:
        raise ValueError(hours)
    away = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return timezone(-away if sign == "-" else away)


def _safe(at: datetime, covers: timedelta) -> Bound:
    """At the ends of the calendar another zone would leave it; nobody reported anything there."""
    if not 1900 <= at.year <= 9000:
        raise ValueError(at.year)
    return Bound(at, covers)


def moment(at: datetime | None, zone: tzinfo) -> str | None:
    """`2010-01-01T00:00:00+07:00`, to the second."""
    return at.astimezone(zone).isoformat(timespec="seconds") if at else None


# --- what is asked for ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """GET requests: every filter holds at once; `numbers` overrides all the others."""

    numbers: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: datetime | None = None
    before: datetime | None = None
    changed_since: datetime | None = None
    changed_before: datetime | None = None
    words: str = ""
    page: int = 1
    size: int = MOST
    extended: bool = False


def span(start: Bound | None, end: Bound | None, *, is_changeset: bool, now: datetime) -> tuple[Any, Any]:
    """From when, and before when, a request was made. ValueError when that is more than 90 days.

    One end given: 90 days from there. None: the most recent 90 days; but whoever asks what changed since a moment
    also wants older requests that changed (GeoReport v2.1 draft).
    """
    if start and end:
        if end.until - start.at > SPAN + max(end.covers, timedelta(seconds=1)):
            raise ValueError("span")
        return start.at, end.until
    if start:
        return start.at, start.at + SPAN
    if end:
        return end.until - SPAN, end.until
    return (None, None) if is_changeset else (now - SPAN, None)


@dataclass(frozen=True)
class Sent:
    """POST requests, cleaned. `email`, `phone` and the names are the reporter's and are shown to nobody outside."""

    code: str
    lat: float | None = None
    lon: float | None = None
    address: str = ""
    address_id: str = ""
    description: str = ""
    email: str = ""
    phone: str = ""
    first_name: str = ""
    last_name: str = ""
    account_id: str = ""
    media_url: str = ""
    attributes: dict[str, list[str]] = field(default_factory=dict)
    key: str = ""

    def canonical(self) -> str:
        """The same for the same request, whatever the order of its names."""
        return json.dumps({**self.__dict__, "key": ""}, sort_keys=True, ensure_ascii=False)


# --- the two formats ------------------------------------------------------------------------------

#: What stands in a list, by the name of the list (the Spark convention backwards).
ITEMS = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
    "notes": "note",
    "photos": "photo",
}
#: What no XML 1.0 document may hold, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_xml(root: str, value: Any) -> str:
    """A document with its declaration; nothing is an empty element."""
    return '<?xml version="1.0" encoding="utf-8"?>\n' + "".join(_element(root, value)) + "\n"


def _element(name: str, value: Any) -> Iterator[str]:
    if value is None or value in ("", []):
        yield f"<{name}/>"
        return
    yield f"<{name}>"
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _element(key, each)
    elif isinstance(value, list):
        for each in value:
            yield from _element(ITEMS[name], each)
    else:
        yield _text(value)
    yield f"</{name}>"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(_UNWRITABLE.sub("", str(value)))


def as_json(root: str, value: Any) -> str:
    """The same without its root (the Spark convention): a list is an array, a record an object."""
    return json.dumps(value, ensure_ascii=False) + "\n"


def written(kind: str, root: str, value: Any) -> str:
    return as_json(root, value) if kind == "json" else as_xml(root, value)
