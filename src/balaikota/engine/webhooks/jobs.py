"""Telling partners: when something happens, and again by the clock until it is taken."""

from time import monotonic

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from balaikota.engine.webhooks import actions, gateway, methods, queries
from balaikota.engine.webhooks.models import Delivery
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.kit.reactions import every, on

MINUTE = 50  # seconds: what is left goes with the next one


@on("partners.submitted")  # nobody else's application is told to a partner
def tell_of_submission(event_id: int) -> None:
    actions.tell(event_id)


@on("cases.step_passed")
def tell_of_step(event_id: int) -> None:
    actions.tell(event_id)


@on("cases.correction_asked")
def tell_of_correction(event_id: int) -> None:
    actions.tell(event_id)


@on("cases.repaired")
def tell_of_repair(event_id: int) -> None:
    actions.tell(event_id)


@on("cases.decided")
def tell_of_decision(event_id: int) -> None:
    actions.tell(event_id)


@on("cases.withdrawn")
def tell_of_withdrawal(event_id: int) -> None:
    actions.tell(event_id)


@on("documents.issued")
def tell_of_letter(event_id: int) -> None:
    actions.tell(event_id)


@on("webhooks.queued")
def send_at_once(event_id: int) -> None:
    """Unless its server is away: then it waits for the clock with the rest."""
    delivery = queries.delivery_of(event_id)
    if not queries.kept_waiting(delivery.subscription).exists():
        _send(delivery)


@on("webhooks.replayed")
def send_again(event_id: int) -> None:
    _send(queries.delivery_of(event_id))


@every("* * * * *")
def send_what_waits(timestamp: int) -> None:
    """Of a server that is away one message a minute learns it, so that it holds up neither us nor the other partners."""
    until, away = monotonic() + MINUTE, set()
    for delivery in queries.due(timezone.now()):
        server = delivery.subscription_id
        if server not in away and monotonic() < until and _send(delivery) in methods.AWAY:
            away.add(server)


@on("webhooks.died")
def tell_the_operator(event_id: int) -> None:
    """Once for a server that stays away, not once for each message it misses."""
    delivery = queries.delivery_of(event_id)
    if audit.event(event_id).detail["is_first"]:
        url = f"{reverse('webhooks:deliveries')}?keadaan=dead"
        for person in organisations.holders_of(Duty.OPERATE):
            notifications.send(
                person, letter="webhooks/letters/died.txt", event_id=event_id, url=url, delivery=delivery
            )


def _send(delivery: Delivery) -> str:
    """No transaction is held while the partner's server is asked. Gives why it was not taken."""
    taken = actions.begin(delivery)
    if taken is None:
        return ""
    parcel = queries.parcel(taken, timezone.now())
    receipt = gateway.send(parcel, inside=settings.WEBHOOKS_INSIDE, plain=bool(settings.DEMO))
    actions.note(taken, receipt)
    return receipt.why
