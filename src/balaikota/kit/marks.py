"""A place in a long list as part of an address: the moment and the key of the last row that was shown."""

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime


def mark(moment: datetime, key: Any) -> str:
    """What the next page is asked with, fit for an address."""
    return quote(f"{moment.isoformat()}_{key}", safe="")


def beyond(rows: QuerySet[Any, Any], after: str, moment: str) -> QuerySet[Any, Any]:
    """What comes behind this mark, newest first by `moment` and id; a mark we did not make begins at the top."""
    at, _line, key = after.partition("_")
    try:
        when, last = parse_datetime(at), uuid.UUID(key)
    except ValueError:
        return rows
    if when is None or timezone.is_naive(when):
        return rows
    return rows.filter(Q(**{f"{moment}__lt": when}) | Q(**{moment: when, "id__lt": last}))


def whole(typed: Any) -> int:
    """A number from an address or a form; 0 for anything else."""
    said = str(typed or "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
