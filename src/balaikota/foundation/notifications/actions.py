"""Putting messages in the outbox, and keeping how their delivery went."""

from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.notifications import queries
from balaikota.foundation.notifications.contract import channels
from balaikota.foundation.notifications.models import Delivery, DeliveryState, Message
from balaikota.foundation.people.models import Person

#: After this many tries a delivery stays failed and visible.
PATIENCE = 8


@transaction.atomic
def send(to: Person, *, letter: str, event_id: int, url: str = "", **context: Any) -> Message | None:
    """Tell one person about one event, once: in the app, and through every channel that reaches them.

    `letter` is a text template whose first line is the subject. Told before: nothing happens, returns None.
    """
    with translation.override(to.language or "id"):
        text = render_to_string(letter, {"to": to, **context}).strip()
    subject, _, body = text.partition("\n")
    message, is_new = Message.objects.get_or_create(
        to=to,
        event_id=event_id,
        defaults={"subject": subject.strip()[:200], "body": body.strip(), "url": url},
    )
    if not is_new:
        return None
    for channel in channels():
        if address := channel.address_of(to):
            Delivery.objects.create(message=message, channel=channel.name, address=address)
    audit.record("notifications.queued", message, by=None, subject=to, about_event=event_id)
    return message


@transaction.atomic
def note_sent(delivery: Delivery) -> None:
    """The channel took the message."""
    delivery.state, delivery.sent_at, delivery.last_error = DeliveryState.SENT, timezone.now(), ""
    delivery.attempts += 1
    delivery.save(update_fields=["state", "sent_at", "last_error", "attempts"])
    audit.record("notifications.sent", delivery, by=None, channel=delivery.channel)


@transaction.atomic
def note_failure(delivery: Delivery, error: Exception) -> None:
    """The channel did not take it. Only the kind of error is kept: its text may hold an address."""
    delivery.attempts += 1
    delivery.last_error = type(error).__name__
    if delivery.attempts >= PATIENCE:
        delivery.state = DeliveryState.FAILED
    delivery.save(update_fields=["attempts", "last_error", "state"])
    audit.record(
        "notifications.failed", delivery, by=None, channel=delivery.channel, error=delivery.last_error
    )


@transaction.atomic
def mark_read(message: Message, *, by: Person) -> None:
    """The person has seen it."""
    message = queries.message(message.pk, viewer=by)
    if message.read_at is None:
        message.read_at = timezone.now()
        message.save(update_fields=["read_at"])
        audit.record("notifications.read", message, by=by, subject=by)


@transaction.atomic
def mark_all_read(*, by: Person) -> int:
    """Everything in the inbox has been seen. One event for the lot."""
    count = Message.objects.filter(to=by, read_at=None).update(read_at=timezone.now())
    if count:
        audit.record("notifications.all_read", by, by=by, subject=by, count=count)
    return count


@transaction.atomic
def erase_about(url: str, *, to: Person) -> int:
    """Delete what one person was told with an address that begins like this; answers how many messages went."""
    rows = Message.objects.filter(to=to, url__startswith=url)
    count = rows.count()
    if count:
        rows.delete()
        audit.record("notifications.erased", to, by=None, subject=to, count=count)
    return count
