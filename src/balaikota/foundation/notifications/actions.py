"""Putting messages in the outbox, and keeping how their delivery went."""

from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.notifications import queries, rules
from balaikota.foundation.notifications.contract import channels, group_of, groups, is_open
from balaikota.foundation.notifications.models import AWAY, Delivery, DeliveryState, Message, Mute, OptIn
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.kit.outbound import NotTaken

#: After this many tries a delivery stays failed and visible.
PATIENCE = 8


@transaction.atomic
def send(to: Person, *, letter: str, event_id: int, url: str = "", **context: Any) -> Message | None:
    """Tell one person about one event, once: in the app, and through every channel that reaches them.

    What they muted stays in the inbox: a message is never without a place where it can be read.

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
    muted = queries.muted(to, group_of(letter))
    for channel in channels():
        if channel.name not in muted and (address := channel.address_of(to)):
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
    known = error if isinstance(error, NotTaken) else None
    delivery.last_error = known.why if known else type(error).__name__
    if delivery.attempts >= PATIENCE or (known and known.is_final):
        delivery.state = DeliveryState.FAILED
    delivery.begun_at = None
    delivery.save(update_fields=["attempts", "last_error", "state", "begun_at"])
    audit.record(
        "notifications.failed", delivery, by=None, channel=delivery.channel, error=delivery.last_error
    )


@transaction.atomic
def let_wait(delivery: Delivery) -> None:
    """Nobody is at the other end. The message waits as long as that takes: no try is counted, for none reached it."""
    if delivery.last_error == AWAY:
        return
    delivery.last_error, delivery.begun_at = AWAY, None
    delivery.save(update_fields=["last_error", "begun_at"])
    audit.record("notifications.failed", delivery, by=None, channel=delivery.channel, error=AWAY)


@transaction.atomic
def begin(delivery: Delivery) -> bool:
    """Write down that a message is about to leave by a channel that must not be asked twice.

    False when it must not leave now: it left before, or an earlier try ended without a word; then it is held.
    """
    row = queries.locked(delivery)
    if row.state != DeliveryState.WAITING:
        return False
    if row.begun_at is not None:
        hold(row, "interrupted")
        return False
    row.begun_at = timezone.now()
    row.save(update_fields=["begun_at"])
    return True


@transaction.atomic
def hold(delivery: Delivery, why: str) -> None:
    """Nobody knows whether it arrived: it waits for a person, and is not sent again by itself."""
    delivery.state, delivery.last_error = DeliveryState.HELD, why
    delivery.attempts += 1
    delivery.save(update_fields=["state", "last_error", "attempts"])
    audit.record("notifications.held", delivery, by=None, channel=delivery.channel, error=why)


@transaction.atomic
def send_again(delivery: Delivery, *, by: Person) -> None:
    """The operator says that it did not arrive, or that arriving twice does no harm."""
    row = _open_again(delivery, by)
    row.state, row.begun_at, row.attempts, row.last_error = DeliveryState.WAITING, None, 0, ""
    row.save(update_fields=["state", "begun_at", "attempts", "last_error"])
    audit.record("notifications.sent_again", row, by=by, channel=row.channel)


@transaction.atomic
def settle(delivery: Delivery, *, by: Person) -> None:
    """The operator has seen elsewhere that it arrived."""
    row = _open_again(delivery, by)
    row.state, row.sent_at = DeliveryState.SENT, row.begun_at or timezone.now()
    row.save(update_fields=["state", "sent_at"])
    audit.record("notifications.settled", row, by=by, channel=row.channel)


def _open_again(delivery: Delivery, by: Person) -> Delivery:
    require(rules.may_settle(by), gettext("Kiriman tertahan hanya diurus oleh pengelola sistem."))
    row = queries.locked(delivery)
    is_stuck = row.state in (DeliveryState.HELD, DeliveryState.FAILED)
    require(is_stuck, gettext("Kiriman ini tidak tertahan lagi."), status=409)
    return row


@transaction.atomic
def opt_in(channel: str, *, by: Person) -> None:
    """Be told through a channel that is not used unasked."""
    may = is_open(channel) and rules.may_opt_in(by)
    require(may, gettext("Nomor telepon Anda perlu dikonfirmasi dahulu di halaman Akun."))
    _row, is_new = OptIn.objects.get_or_create(person=by, channel=channel)
    if is_new:
        audit.record("notifications.opted_in", by, by=by, subject=by, channel=channel)


@transaction.atomic
def opt_out(channel: str, *, by: Person) -> None:
    """Be told so no longer; the inbox and e-mail stay."""
    gone, _rows = OptIn.objects.filter(person=by, channel=channel).delete()
    if gone:
        audit.record("notifications.opted_out", by, by=by, subject=by, channel=channel)


@transaction.atomic
def choose(wanted: set[tuple[str, str]], *, by: Person) -> None:
    """Keep which news (group, channel) the person wants; only what a channel and group exist for is changed."""
    known = {(group.slug, channel.name) for group in groups() for channel in channels()}
    before, off = queries.mutes(by), known - wanted
    on = (before & known) - off
    for group, channel in sorted(on):
        Mute.objects.filter(person=by, group=group, channel=channel).delete()
    fresh = [Mute(person=by, group=group, channel=channel) for group, channel in sorted(off - before)]
    Mute.objects.bulk_create(fresh, ignore_conflicts=True)
    if on or fresh:
        changed = {f"{group}.{channel}": True for group, channel in on}
        changed |= {f"{each.group}.{each.channel}": False for each in fresh}
        audit.record("notifications.chosen", by, by=by, subject=by, changed=changed)


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
