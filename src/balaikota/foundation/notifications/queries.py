"""Reading the outbox and one's own inbox."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.notifications import rules
from balaikota.foundation.notifications.contract import Channel, Group, channels, groups
from balaikota.foundation.notifications.models import AWAY, Delivery, DeliveryState, Message, Mute, OptIn
from balaikota.foundation.people import contract as people
from balaikota.foundation.people.models import Person
from balaikota.kit import prepared
from balaikota.kit.errors import found

NEWEST = 100


def inbox(viewer: Person) -> QuerySet[Message]:
    """The viewer's newest messages first."""
    return Message.objects.filter(to=viewer).order_by("-id")[:NEWEST]


#: Asked by every page of whoever has signed in.
UNREAD = "select count(*) from notifications_message where to_id = %(person)s::uuid and read_at is null"


def unread_count(viewer: Person) -> int:
    ((count,),) = prepared.rows(UNREAD, {"person": viewer.pk})
    return int(count)


NEWEST_AT_HOME = prepared.Planned(
    lambda person: (
        Message.objects.filter(to=person).order_by("-id").only("subject", "created_at", "read_at")[:5]
    ),
    "person",
)


def own_messages(person: Person) -> list[people.Item]:
    """For "Rumah saya": the newest few; what is unread is said so."""
    return [
        people.Item(
            row.subject,
            f"/kotak-masuk/#pesan-{row.pk}",
            at=row.created_at,
            badge="" if row.read_at else _("baru"),
        )
        for row in NEWEST_AT_HOME(person=person.pk)
    ]


def pack(person: Person) -> people.Pack:
    """Everything this person was told."""
    names = ("created_at", "subject", "body", "url", "read_at")
    rows = list(Message.objects.filter(to=person).order_by("id").values(*names))
    if rows:
        text = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        yield "kotak-masuk.json", text.encode()


def message(id: int, *, viewer: Person) -> Message:
    return found(Message.objects.filter(to=viewer, pk=id).first())


def told(to: Person, event_id: int) -> Message | None:
    """What this person was already told about an event."""
    return Message.objects.filter(to=to, event_id=event_id).first()


def waiting_for_event(event_id: int) -> list[Delivery]:
    """Deliveries, of the message an event is about, that have not left yet."""
    rows = Delivery.objects.filter(message_id=audit.event(event_id).about_id, state=DeliveryState.WAITING)
    return list(rows.select_related("message__to").order_by("id"))


def waiting_at_a_closed_way(channel: str) -> QuerySet[Delivery]:
    """Messages that found nobody at the other end, the oldest first."""
    rows = Delivery.objects.filter(state=DeliveryState.WAITING, channel=channel, last_error=AWAY)
    return rows.select_related("message__to").order_by("id")


def ways_closed() -> list[str]:
    """Channels at whose other end nobody is, so that messages wait."""
    rows = Delivery.objects.filter(state=DeliveryState.WAITING, last_error=AWAY)
    return sorted(rows.values_list("channel", flat=True).distinct())


def failed() -> QuerySet[Delivery]:
    """Deliveries that did not arrive and are no longer tried, for the operator."""
    return Delivery.objects.filter(state=DeliveryState.FAILED).select_related("message").order_by("-id")


def locked(delivery: Delivery) -> Delivery:
    rows = Delivery.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("message__to").get(pk=delivery.pk)


def delivery_of(event_id: int) -> Delivery:
    """The delivery an event is about."""
    return Delivery.objects.select_related("message__to").get(pk=audit.event(event_id).about_id)


def stuck(viewer: Person) -> list[Delivery]:
    """What is held or failed, for the operator: by channel and time, without whom it is for."""
    found(viewer if rules.may_settle(viewer) else None)
    rows = Delivery.objects.filter(state__in=(DeliveryState.HELD, DeliveryState.FAILED))
    return list(rows.select_related("message").defer("address", "message__body").order_by("-id")[:NEWEST])


def stuck_one(id: int, *, viewer: Person) -> Delivery:
    found(viewer if rules.may_settle(viewer) else None)
    return found(Delivery.objects.filter(pk=id).first())


def wants(person: Person, channel: str) -> bool:
    return OptIn.objects.filter(person=person, channel=channel).exists()


def is_only_one_held(delivery: Delivery) -> bool:
    """Is nothing else held on this way out? Then the operator has not been told yet."""
    held = Delivery.objects.filter(state=DeliveryState.HELD, channel=delivery.channel)
    return not held.exclude(pk=delivery.pk).exists()


# --- choices --------------------------------------------------------------------------------------


def muted(person: Person, group: str) -> set[str]:
    """The channels through which this person wants no news of a group."""
    return set(Mute.objects.filter(person=person, group=group).values_list("channel", flat=True))


def mutes(person: Person) -> set[tuple[str, str]]:
    """Every (group, channel) this person turned off."""
    return set(Mute.objects.filter(person=person).values_list("group", "channel"))


@dataclass(frozen=True)
class Choice:
    """One box to tick: this group through this channel."""

    value: str
    channel: Channel
    is_on: bool
    is_reached: bool


def choices(viewer: Person) -> list[tuple[Group, list[Choice]]]:
    """Every group with a box for every channel, and whether that channel reaches the viewer at all."""
    off, ways = mutes(viewer), [(way, bool(way.address_of(viewer))) for way in channels()]
    return [(group, list(_boxes(group, ways, off))) for group in groups()]


def _boxes(group: Group, ways: list[tuple[Channel, bool]], off: set[tuple[str, str]]) -> Iterable[Choice]:
    for way, is_reached in ways:
        yield Choice(f"{group.slug}.{way.name}", way, (group.slug, way.name) not in off, is_reached)
