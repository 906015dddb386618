"""The channel: every browser of a person is told the title and where to read the rest."""

from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.notifications.contract import Channel, register
from balaikota.foundation.notifications.models import Delivery
from balaikota.foundation.people.models import Person
from balaikota.foundation.webpush import actions, gateway, methods, queries
from balaikota.foundation.webpush.models import Subscription
from balaikota.kit.outbound import NotTaken
from balaikota.kit.reactions import on


class WebPush(Channel):
    """A title on the lock screen. Sent again it replaces itself, so a second try does no harm."""

    name = "webpush"
    label = _("Pemberitahuan di perangkat")

    def address_of(self, person: Person) -> str:
        return "webpush" if queries.standing(person).exists() else ""

    def send(self, delivery: Delivery) -> None:
        faults = [fault for each in queries.standing(delivery.message.to) if (fault := _push(each, delivery))]
        if faults:
            raise next((fault for fault in faults if not fault.is_final), faults[0])


def _push(subscription: Subscription, delivery: Delivery) -> NotTaken | None:
    """The fault that makes this worth another try, or nothing."""
    message, tag = delivery.message, f"pesan-{delivery.message_id}"
    body = methods.message(message.subject, message.url or f"/kotak-masuk/#{tag}", tag)
    city = gateway.Sender(
        actions.open_keys(), parseaddr(settings.DEFAULT_FROM_EMAIL)[1], settings.WEBPUSH_INSIDE
    )
    try:
        gateway.push(city, subscription.way, body, topic=tag)
    except gateway.Gone:
        actions.note_gone(subscription)
    except NotTaken as fault:
        return fault
    return None


register(WebPush())


@on("webpush.tried")
def greet(event_id: int) -> None:
    person = audit.event(event_id).subject
    if person is not None:
        url = "/akun/perangkat/"
        notifications.send(person, letter="webpush/letters/tried.txt", event_id=event_id, url=url)
