"""Subscribing, telling, and telling again."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.cases import queries as cases
from balaikota.engine.partners.models import Partner
from balaikota.engine.partners.rules import may_manage
from balaikota.engine.webhooks import methods, queries, rules
from balaikota.engine.webhooks.contract import Receipt
from balaikota.engine.webhooks.models import Delivery, Kind, State, Subscription
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.audit import queries as events
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.kit.outbound import address_fault


def _only_operators(by: Person) -> None:
    require(may_manage(by), _("Langganan hanya diatur oleh pengelola sistem."))


@transaction.atomic
def subscribe(partner: Partner, url: str, kinds: Sequence[str], *, by: Person) -> str:
    """Tell a partner's server of these events from now on. The secret that signs them is told this once."""
    _only_operators(by)
    is_fit = not address_fault(url, plain=bool(settings.DEMO))
    require(is_fit, _("Tulis alamat lengkap yang mulai dengan https://, tanpa nama pengguna."), status=422)
    wanted = [kind for kind in Kind if kind in kinds]
    require(bool(wanted), _("Pilih sedikitnya satu kabar."), status=422)
    secret = methods.new_secret()
    row = Subscription.objects.create(partner=partner, url=url, kinds=wanted, secret=secret)
    audit.record(
        "webhooks.subscribed", row, by=by, partner=partner.slug, kinds=[str(kind) for kind in wanted]
    )
    return secret


@transaction.atomic
def unsubscribe(subscription: Subscription, *, by: Person) -> None:
    """Nothing more is sent there, not even what still waits."""
    _only_operators(by)
    if subscription.ended_at is None:
        subscription.ended_at = timezone.now()
        subscription.save(update_fields=["ended_at"])
        audit.record("webhooks.unsubscribed", subscription, by=by, partner=subscription.partner.slug)


@transaction.atomic
def tell(event_id: int) -> list[Delivery]:
    """Put what happened to a case in the outbox of everybody who listens; once, however often this runs."""
    if not queries.is_anybody_listening():
        return []
    event, case_id = events.event(event_id), queries.case_told_of(event_id)
    if not case_id:
        return []
    case, kind = cases.by_id(case_id), methods.TOLD[event.name]
    said = {"number": case.number, "service": case.edition.service.slug, "link": queries.link_to(case)}
    told = []
    for subscription in queries.listeners(case, kind):
        body = methods.body(kind, event.at, **said)
        row, is_new = Delivery.objects.get_or_create(
            subscription=subscription,
            event=event,
            defaults={"kind": kind, "number": case.number, "body": body},
        )
        if is_new:
            audit.record("webhooks.queued", row, by=None, kind=kind, number=case.number)
            told.append(row)
    return told


@transaction.atomic
def begin(delivery: Delivery) -> Delivery | None:
    """Take a delivery in hand, if its turn has come: of two workers only one sends it."""
    row, now = queries.locked(delivery), timezone.now()
    if not rules.may_send(row, now):
        return None
    row.attempts += 1
    row.next_at, row.why = now + methods.patience(row.attempts), ""
    row.save(update_fields=["attempts", "next_at", "why"])
    return row


@transaction.atomic
def note(delivery: Delivery, receipt: Receipt) -> None:
    """What became of it. After the last try it is dead, and the operator hears of it."""
    row = queries.locked(delivery)
    if row.state != State.WAITING:
        return
    row.why = receipt.why
    if receipt.is_taken:
        row.state, row.delivered_at = State.DELIVERED, timezone.now()
        queries.kept_waiting(row.subscription).update(next_at=timezone.now())
    elif row.attempts >= methods.TRIES:
        row.state = State.DEAD
    row.save(update_fields=["why", "state", "delivered_at"])
    if row.state == State.DEAD:
        partner, is_first = row.subscription.partner.slug, queries.is_first_loss(row)
        audit.record("webhooks.died", row, by=None, partner=partner, why=row.why, is_first=is_first)


@transaction.atomic
def replay(delivery: Delivery, *, by: Person) -> None:
    """Send it again under its own id; the receiver can tell that it has seen it."""
    _only_operators(by)
    row = queries.locked(delivery)
    require(
        rules.is_heard(row.subscription),
        _("Langganan ini sudah diakhiri, atau mitranya dihentikan."),
        status=409,
    )
    row.state, row.attempts, row.next_at, row.why = State.WAITING, 0, timezone.now(), ""
    row.save(update_fields=["state", "attempts", "next_at", "why"])
    audit.record("webhooks.replayed", row, by=by, number=row.number)


@transaction.atomic
def replay_span(partner: Partner, since: datetime, until: datetime, *, by: Person) -> int:
    """Send again everything a partner was told between two moments; answers with how many."""
    _only_operators(by)
    require(since < until, _("Waktu awal harus sebelum waktu akhir."), status=422)
    rows = queries.between(partner, since, until)
    for row in rows:
        replay(row, by=by)
    return len(rows)
