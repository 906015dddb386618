"""Recording what happened. The last line of every action in the house."""

from typing import TYPE_CHECKING, Any

import structlog
from django.db import models, transaction

from balaikota.foundation.audit.contract import capacity_of
from balaikota.foundation.audit.models import Event
from balaikota.kit import reactions

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


@transaction.atomic
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
    event = Event.objects.create(
        name=name,
        by=by,
        capacity=capacity_of(by),
        subject=subject,
        purpose=purpose,
        about_type=about._meta.label_lower,
        about_id=str(about.pk),
        detail=detail,
        request_id=structlog.contextvars.get_contextvars().get("request_id", ""),
    )
    reactions.defer(name, event.pk)
    return event


@transaction.atomic
def record_disclosures(seen: list[dict[str, Any]]) -> None:
    """Write what a page disclosed; see `kit.http.reads`."""
    for event in seen:
        record(**event)
