"""Reading subscriptions and deliveries."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone

from balaikota.engine.cases.models import Case
from balaikota.engine.partners import queries as partners
from balaikota.engine.partners.models import Partner
from balaikota.engine.partners.rules import may_manage
from balaikota.engine.webhooks import methods
from balaikota.engine.webhooks.contract import Parcel
from balaikota.engine.webhooks.models import Delivery, Kind, State, Subscription
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found

PAGE = 50


def subscriptions(partner: Partner) -> QuerySet[Subscription]:
    """What a partner's servers listen to today."""
    return Subscription.objects.filter(partner=partner, ended_at=None).order_by("made_at")


def subscription(id: str, *, partner: Partner) -> Subscription:
    return found(subscriptions(partner).select_related("partner").filter(pk=id).first())


def panel(partner: Partner) -> dict[str, Any]:
    """What the partner's page shows of this room."""
    rows = [(row, [str(Kind(kind).label) for kind in row.kinds]) for row in subscriptions(partner)]
    lost = Delivery.objects.filter(subscription__partner=partner, state=State.DEAD).count()
    return {"rows": rows, "lost": lost}


def deliveries(viewer: Person, *, state: str = "", before: str = "") -> list[Delivery]:
    """The newest deliveries, for the operator; the page goes on below the delivery `before`."""
    found(viewer if may_manage(viewer) else None)
    rows = Delivery.objects.select_related("subscription__partner").order_by("-made_at", "id")
    rows = rows.filter(state=state) if state in State.values else rows
    last = Delivery.objects.filter(pk=before).values_list("made_at", "pk").first() if _is_id(before) else None
    if last:
        rows = rows.filter(Q(made_at__lt=last[0]) | Q(made_at=last[0], pk__gt=last[1]))
    return list(rows[: PAGE + 1])


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def lost_count() -> int:
    return Delivery.objects.filter(state=State.DEAD).count()


def delivery(id: str, *, viewer: Person) -> Delivery:
    found(viewer if may_manage(viewer) else None)
    return found(Delivery.objects.select_related("subscription__partner").filter(pk=id).first())


def locked(delivery: Delivery) -> Delivery:
    rows = Delivery.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("subscription__partner").get(pk=delivery.pk)


def delivery_of(event_id: int) -> Delivery:
    """The delivery an event is about, for reactions."""
    return Delivery.objects.select_related("subscription__partner").get(pk=audit.event(event_id).about_id)


def due(now: datetime) -> list[Delivery]:
    """Deliveries whose turn has come: of each server the message that was made first, so that however many follow it it has
    its tries in its time and the operator hears of a server that stays away; and one server after the other."""
    rows = Delivery.objects.filter(state=State.WAITING, next_at__lte=now, subscription__ended_at=None)
    rows = rows.filter(subscription__partner__is_suspended=False).select_related("subscription__partner")
    turn = Window(RowNumber(), partition_by="subscription", order_by="made_at")
    return list(rows.annotate(turn=turn).filter(turn__lte=PAGE).order_by("turn", "next_at"))


def kept_waiting(subscription: Subscription) -> QuerySet[Delivery]:
    """What has its patience because the server was away; not what is in somebody's hands."""
    rows = Delivery.objects.filter(subscription=subscription, state=State.WAITING, why__in=methods.AWAY)
    return rows.filter(next_at__gt=timezone.now())


def between(partner: Partner, since: datetime, until: datetime) -> list[Delivery]:
    """What was made for a partner in a span of time and is no longer waiting, oldest first."""
    rows = Delivery.objects.filter(subscription__partner=partner, made_at__gte=since, made_at__lte=until)
    rows = rows.exclude(state=State.WAITING).filter(subscription__ended_at=None)
    return list(rows.select_related("subscription__partner").order_by("made_at")[:1000])


def listeners(case: Case, kind: str) -> list[Subscription]:
    """Who hears of this event: the partner that applied, as long as the resident's consent stands."""
    partner = partners.partner_of(case)
    if partner is None:
        return []
    rows = Subscription.objects.filter(partner=partner, ended_at=None, kinds__contains=[kind])
    return list(rows.select_related("partner"))


def is_anybody_listening() -> bool:
    """Most cities have few partners: then an event costs this one question."""
    return Subscription.objects.filter(ended_at=None).exists()


def case_told_of(event_id: int) -> str:
    """The id of the case an event is about, itself or through a letter; empty when it is about something else."""
    event = audit.event(event_id)
    if event.about_type == "cases.case":
        return event.about_id
    letter = documents.letter_of(event_id)
    return letter.about_id if letter.about_type == "cases.case" else ""


def parcel(delivery: Delivery, at: datetime) -> Parcel:
    """The delivery as it is sent now: the same id and body each time, a new time and signature."""
    seconds = int(at.timestamp())
    secret = delivery.subscription.secret
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Balaikota",
        "webhook-id": delivery.webhook_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": methods.signature(secret, delivery.webhook_id, seconds, delivery.body),
    }
    return Parcel(delivery.subscription.url, delivery.body, headers)


def link_to(case: Case) -> str:
    """Where the partner's program asks for more."""
    return str(settings.ADDRESS).rstrip("/") + reverse("case_api:case", args=[case.number])


def is_first_loss(delivery: Delivery) -> bool:
    """Is this the only dead delivery of its server?"""
    lost = Delivery.objects.filter(subscription=delivery.subscription_id, state=State.DEAD)
    return not lost.exclude(pk=delivery.pk).exists()
