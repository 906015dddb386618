"""Reading another server's answers in either format, and when to ask again. Pure."""

import json
from datetime import datetime, timedelta
from typing import Any

from balaikota.kit import markup

Row = dict[str, str]


def rows(body: bytes, kind: str) -> list[Row]:
    """The requests (or errors) of an answer as flat rows of text. ValueError when it is not of this format."""
    return _json_rows(body) if kind == "json" else _xml_rows(body)


def _json_rows(body: bytes) -> list[Row]:
    try:
        said = json.loads(body)
    except RecursionError:
        raise ValueError("too deep") from None
    if isinstance(said, dict):  # some servers keep the root element
        said = next(iter(said.values()), None)
    if not isinstance(said, list) or not all(isinstance(each, dict) for each in said):
        raise ValueError("no list")
    return [{str(key): _text(value) for key, value in each.items()} for each in said]


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _xml_rows(body: bytes) -> list[Row]:
    """A document that declares entities is none of GeoReport's and is not read."""
    root = markup.tree(body)
    if root.tag not in ("service_requests", "errors"):
        raise ValueError(root.tag)
    return [{part.tag: (part.text or "").strip() for part in row} for row in root]


def is_fault(row: Row) -> bool:
    return "code" in row and "service_request_id" not in row


def next_question(sent_at: datetime, now: datetime) -> datetime | None:
    """An hour later in the first week, a day later for a year, then no more."""
    age = now - sent_at
    if age > timedelta(days=365):
        return None
    return now + (timedelta(hours=1) if age < timedelta(days=7) else timedelta(days=1))


def codes(text: str) -> dict[str, str]:
    """`jalan-rusak = 001` on lines of its own, as an officer types it. ValueError names the line that is not so."""
    read: dict[str, str] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        ours, equals, theirs = (part.strip() for part in line.partition("="))
        if not (ours and equals and theirs):
            raise ValueError(line)
        read[ours] = theirs
    return read
