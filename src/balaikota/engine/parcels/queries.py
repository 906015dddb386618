"""Reading what waits to be fetched."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from balaikota.engine.cases.models import Case, Draft, Outcome
from balaikota.engine.counter import queries as counter
from balaikota.engine.parcels import rules
from balaikota.engine.parcels.contract import goods_of
from balaikota.engine.parcels.models import Parcel, Place
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found

PAGE = 25
_CASE = ("case__applicant", "case__edition__service")
_LIGHT = ("case__answers", "case__facts", "case__edition__definition", "case__edition__source")


@dataclass(frozen=True)
class Shelf:
    """One page of what waits at a counter, and the address of the next."""

    rows: list[Parcel]
    next_url: str = ""


def shelf(viewer: Person, after: str = "") -> Shelf:
    """What lies at the viewer's counters or is under way, the oldest first; `after` is the last one's id."""
    counter.own_office(viewer)
    rows = _parcels().filter(office__in=counter.offices_of(viewer)).exclude(place=Place.RECEIVED)
    last = rows.filter(pk=after).first() if _is_id(after) else None
    if last is not None:
        rows = rows.filter(Q(ready_at__gt=last.ready_at) | Q(ready_at=last.ready_at, pk__gt=last.pk))
    page = list(rows.order_by("ready_at", "pk")[: PAGE + 1])
    return Shelf(page[:PAGE], f"?sesudah={page[PAGE - 1].pk}" if len(page) > PAGE else "")


def _is_id(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def _parcels() -> QuerySet[Parcel]:
    return Parcel.objects.select_related("office", *_CASE).defer(*_LIGHT)


def parcel(parcel_id: uuid.UUID, *, viewer: Person) -> Parcel:
    """One at a counter where the viewer stands."""
    return found(_parcels().filter(pk=parcel_id, office__in=counter.offices_of(viewer)).first())


def own_parcel(number: str, *, viewer: Person) -> Parcel:
    """What lies ready for the viewer's own case."""
    return found(_parcels().filter(case__number=number, case__applicant=viewer).first())


def parcel_of(case: Case) -> Parcel | None:
    """What lies ready for this case, or was handed over."""
    return Parcel.objects.select_related("office").filter(case=case).first()


def notice(thing: Draft | Case) -> dict[str, Any] | None:
    """Above a granted case: where the card is now."""
    if isinstance(thing, Draft) or thing.outcome != Outcome.GRANTED:
        return None
    parcel = parcel_of(thing)
    if parcel is None:
        return None
    may_ask = rules.is_here(parcel) and not goods_of(parcel.kind).why_not_sent(thing)
    return {"parcel": parcel, "may_ask": may_ask}


def parcel_of_event(event_id: int) -> Parcel:
    """What an event about a case tells of, for reactions."""
    return _parcels().get(case=counter.case_of_event(event_id))


def locked(parcel: Parcel) -> Parcel:
    rows = Parcel.objects.select_for_update(no_key=True, of=("self",)).select_related("office", *_CASE)
    return rows.get(pk=parcel.pk)


def why_not_sent(parcel: Parcel) -> str:
    """A sentence for the officer when it may not go by courier."""
    return goods_of(parcel.kind).why_not_sent(parcel.case)


def page_of(parcel: Parcel) -> str:
    """Where it is handed over across the counter, when that is not the counter's own page."""
    return goods_of(parcel.kind).page
