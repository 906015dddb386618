"""Every read of the trail by its auditor."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.deadlines import queries as deadlines
from balaikota.engine.oversight import methods, rules
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.audit.models import Event, Link, TreeHead
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found
from balaikota.kit.worktime import WIB

#: How many looks stand on one page.
PAGE = 50


@dataclass(frozen=True)
class Chain:
    """How long the chain is, and the last statement that vouches for it."""

    length: int
    head: TreeHead | None


@dataclass(frozen=True)
class Reader:
    """Who opened residents' data in a period: how many looks, at how many residents, how many outside working hours."""

    person: UUID | None
    name: str
    posts: str
    looks: int
    residents: int
    outside: int


@dataclass(frozen=True)
class Look:
    """One look as the auditor sees it."""

    event: Event
    resident: str
    is_outside: bool


@dataclass(frozen=True)
class Looks:
    """One page of an officer's looks, and the address of the next."""

    rows: list[Look]
    next_url: str = ""


def require_auditor(viewer: Person) -> None:
    found(viewer if rules.audits(viewer) else None)


def reader(id: UUID, *, viewer: Person) -> Person:
    """The officer whose looks the auditor reads: who holds a post, or looked while holding one. A resident is not there."""
    require_auditor(viewer)
    person = found(people.person(id))
    held = organisations.is_staff(person) or _looks(methods.PERIODS[-1], person).exists()
    return found(person if held else None)


def chain() -> Chain:
    link = audit.head()
    return Chain(link.position if link else 0, audit.published_heads().last())


def heads(most: int) -> list[TreeHead]:
    """The newest signed heads, newest first."""
    return list(audit.published_heads().reverse()[:most])


def end_of_chain() -> Link | None:
    return audit.head()


def _since(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def _looks(days: int, by: Person | None = None) -> QuerySet[Event]:
    """Looks within so many days; not those of the auditor at officers on these very pages."""
    return audit.looks(_since(days), by=by).exclude(name=methods.OWN)


def readers(days: int) -> list[Reader]:
    """Who looked within so many days, those first who saw most residents. A partner of the city counts as one."""
    rows = _timed(_looks(days)).values("by", "by__name", "detail__partner")
    counted = rows.annotate(
        posts=ArrayAgg("capacity", distinct=True, filter=~Q(capacity="")),
        looks=Count("pk"),
        residents=Count("subject", distinct=True),
        outside=Count("pk", filter=_outside(days)),
    )
    return [
        Reader(
            row["by"],
            row["by__name"] or row["detail__partner"] or _("Sistem kota"),
            ", ".join(row["posts"] or ()),
            row["looks"],
            row["residents"],
            row["outside"],
        )
        for row in counted.order_by("-residents", "-looks", "by__name")
    ]


def _timed(events: QuerySet[Event]) -> QuerySet[Event]:
    return events.annotate(
        day=TruncDate("at", tzinfo=WIB),
        hour=ExtractHour("at", tzinfo=WIB),
        weekday=ExtractIsoWeekDay("at", tzinfo=WIB),
    )


def _outside(days: int) -> Q:
    """The same as `methods.is_outside`, for the database to count."""
    closed = deadlines.standing().filter(on__gte=_since(days + 1).date()).values_list("on", flat=True)
    early, late = Q(hour__lt=methods.MORNING.hour), Q(hour__gte=methods.EVENING.hour)
    is_weekend = Q(weekday__gt=deadlines.SATURDAY)  # PostgreSQL counts the days of a week from one
    return early | late | is_weekend | Q(day__in=list(closed))


def looks_of(reader: Person, days: int, *, before: str = "", most: int = PAGE) -> Looks:
    """An officer's looks within so many days, newest first."""
    rows, further = audit.page_of(_looks(days, reader), before=before, most=most)
    return Looks(list(_told(rows)), f"?hari={days}&sebelum={further}" if further else "")


def _told(events: Iterable[Event]) -> Iterator[Look]:
    is_working = deadlines.calendar()
    for event in events:
        yield Look(event, methods.mark_of(event.subject_id), methods.is_outside(event.at, is_working))


def sheet(reader: Person, days: int) -> Iterator[list[Any]]:
    """All of an officer's looks within so many days, for a spreadsheet; the first line is the head."""
    yield [
        _("Waktu"),
        _("Jabatan"),
        _("Tujuan"),
        _("Kejadian"),
        _("Warga"),
        _("Di luar jam kerja"),
        _("Permintaan"),
    ]
    for look in _told(_looks(days, reader).order_by("-id").iterator()):
        event, outside = look.event, _("ya") if look.is_outside else _("tidak")
        at = event.at.astimezone(WIB).isoformat(" ", "seconds")
        yield [at, event.capacity, event.purpose, event.name, look.resident, outside, event.request_id]
