"""Recording what happened. The last line of every action in the house."""

import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING, Any

import structlog
from django.db import connection, models, transaction
from django.utils import timezone

from balaikota.foundation.audit import queries
from balaikota.foundation.audit.contract import capacity_of, sign
from balaikota.foundation.audit.methods import fingerprint, statement
from balaikota.foundation.audit.models import Event, TreeHead
from balaikota.kit import prepared, reactions
from balaikota.kit.errors import Refusal, require

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


_gathered: ContextVar[list[Event] | None] = ContextVar("gathered", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Write the events of this block in one statement when it ends, in their order; inside the transaction."""
    events: list[Event] = []
    token = _gathered.set(events)
    try:
        yield
    finally:
        _gathered.reset(token)
    _write(events)


def _write(events: list[Event]) -> None:
    """At once, or with the block they happen in."""
    if (gathered := _gathered.get()) is not None:
        gathered.extend(events)
        return
    for event, (id,) in zip(events, prepared.rows(WRITE, {"events": _told(events)}), strict=True):
        event.pk, event._state.adding = id, False
        reactions.defer(event.name, event.pk)


#: Every action of the house ends with this statement, so it is planned once: a list of events in, their ids out.
WRITE = """insert into audit_event
    (name, at, by_id, capacity, about_type, about_id, subject_id, purpose, detail, request_id)
    select name, at, by_id, capacity, about_type, about_id, subject_id, purpose, detail, request_id
    from jsonb_to_recordset(%(events)s::jsonb) as told(name text, at timestamptz, by_id uuid, capacity text,
        about_type text, about_id text, subject_id uuid, purpose text, detail jsonb, request_id text)
    returning id"""


def _told(events: Iterable[Event]) -> str:
    fields = [field.attname for field in Event._meta.concrete_fields if not field.primary_key]
    return json.dumps([{name: _plain(getattr(event, name)) for name in fields} for event in events])


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, (uuid.UUID, datetime)) else value


@transaction.atomic(savepoint=False)  # an action whose event is not written has not happened
def record(
    name: str,
    about: models.Model,
    *,
    by: "Person | None",
    subject: "Person | None" = None,
    purpose: str = "",
    **detail: Any,
) -> Event:
    """Write one event and queue its reactions, in the caller's transaction.

    `name` is `<room>.<past participle>`; `subject` is the person whose data it concerns; `detail` holds keys
    and facts, never personal data. `by=None` is the city's own machinery (a job, the clock).
    """
    concerns = subject.pk if subject is not None else None
    event = _event(name, about, by=by, subject_id=concerns, purpose=purpose, detail=detail)
    _write([event])
    return event


@transaction.atomic(savepoint=False)
def record_each(
    name: str, about: "Iterable[tuple[models.Model, uuid.UUID | None]]", *, by: "Person | None", **detail: Any
) -> None:
    """The same happened to several things, each with the id of whom it concerns: an event each, written together."""
    _write([_event(name, each, by=by, subject_id=person_id, detail=detail) for each, person_id in about])


def _event(
    name: str,
    about: models.Model,
    *,
    by: "Person | None",
    subject_id: uuid.UUID | None,
    detail: dict[str, Any],
    purpose: str = "",
) -> Event:
    return Event(
        name=name,
        by=by,
        capacity=capacity_of(by),
        subject_id=subject_id,
        purpose=purpose,
        about_type=about._meta.label_lower,
        about_id=str(about.pk),
        detail=detail,
        request_id=structlog.contextvars.get_contextvars().get("request_id", ""),
    )


@transaction.atomic
def record_disclosures(seen: list[dict[str, Any]]) -> None:
    """Write what a page disclosed; see `kit.http.reads`."""
    for event in seen:
        record(**event)


@transaction.atomic
def publish_head() -> TreeHead:
    """Sign how long the chain is and how it ends, so that even its end cannot be cut off unnoticed.

    A chain with a fault is not vouched for. The head of an unchanged chain is the one already published.
    """
    with connection.cursor() as cursor:  # a chain of many years takes longer to read than any page may
        cursor.execute("set local statement_timeout = 0")
    faults = [*queries.faults(), *queries.heads_denied()]
    require(not faults, "Rantai catatan bercacat; kepalanya tidak diumumkan: " + "; ".join(faults[:3]))
    link = queries.head()
    if link is None:
        raise Refusal("Belum ada kejadian yang dapat diumumkan.")
    known = TreeHead.objects.filter(position=link.position).first()
    if known:
        return known
    at = timezone.now()
    signature, public_pem = sign(statement(link.position, bytes(link.digest), at))
    return TreeHead.objects.create(
        position=link.position,
        digest=link.digest,
        at=at,
        signature=signature,
        key_fingerprint=fingerprint(public_pem),
        public_key=public_pem,
    )
