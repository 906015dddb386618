"""Carrying messages out of the building."""

import threading
import time

import structlog
from django.conf import settings

from balaikota.foundation.documents import queries as documents
from balaikota.foundation.notifications import actions, gateway, queries, rules
from balaikota.foundation.notifications.contract import Channel, channel, is_open, register
from balaikota.foundation.notifications.models import Delivery, DeliveryState
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.kit.outbound import Away, Unsure
from balaikota.kit.reactions import every, on

log = structlog.get_logger()

#: Seconds a way is taken for closed after nobody was there: a mail server that answers nothing costs a place of the worker
#: for 20 s a letter, and papers wait behind it.
CLOSED = 60
#: Messages that leave with one knock.
AT_ONCE = 500
_closed_until: dict[str, float] = {}
_knocking = threading.Lock()


class WhatsApp(Channel):
    """A line with a link, to a confirmed number of somebody who asked for it. Never sent twice by itself."""

    name, label = "whatsapp", "WhatsApp"
    repeats = False

    def address_of(self, person: Person) -> str:
        may = rules.may_opt_in(person) and queries.wants(person, self.name)
        return person.phone or "" if may else ""

    def send(self, delivery: Delivery) -> None:
        account = gateway.Account(settings.WHATSAPP_URL, settings.WHATSAPP_TOKEN, settings.WHATSAPP_TEMPLATE)
        link = settings.ADDRESS.rstrip("/") + (delivery.message.url or "/kotak-masuk/")
        gateway.tell(account, delivery.address, link)


register(gateway.Mail())
if settings.WHATSAPP_URL:
    register(WhatsApp())


@on("notifications.queued")
def deliver(event_id: int) -> None:
    """Hand each waiting delivery to its channel; one that fails is tried again, alone."""
    _deliver(queries.waiting_for_event(event_id))


@on("notifications.sent_again")
def deliver_again(event_id: int) -> None:
    delivery = queries.delivery_of(event_id)
    _deliver([delivery] if delivery.state == DeliveryState.WAITING else [])


@every("* * * * * */20")
def knock_again(timestamp: int) -> None:
    """What waits at a closed way leaves as soon as somebody is there: one knocks, and the others follow."""
    if not _knocking.acquire(blocking=False):  # the knock before still waits for an answer
        return
    try:
        for way in queries.ways_closed():
            _knock(list(queries.waiting_at_a_closed_way(way)[:AT_ONCE]))
    finally:
        _knocking.release()


def _knock(deliveries: list[Delivery]) -> None:
    for delivery in deliveries:
        try:
            fault = _send(delivery)
        except Away:
            _let_wait(delivery)
            return
        if (
            fault is not None
        ):  # this letter was not taken: the next knock tries it again, until its tries are used up
            actions.let_wait(delivery)


@on("notifications.held")
def tell_of_held_message(event_id: int) -> None:
    """Once, until somebody has looked; so an operator's own held message cannot call for the next."""
    if queries.is_only_one_held(queries.delivery_of(event_id)):
        _tell_operators(event_id, "notifications/letters/message_held.txt", "/kotak-keluar/")


@on("documents.held")
def tell_of_held_letter(event_id: int) -> None:
    letter = documents.letter_of(event_id)
    if documents.is_only_one_held(letter):
        said = {"title": letter.title, "number": letter.number_text}
        _tell_operators(event_id, "notifications/letters/letter_held.txt", "/surat/tertahan/", **said)


def _tell_operators(event_id: int, letter: str, url: str, **said: str) -> None:
    for person in organisations.holders_of(Duty.OPERATE):
        actions.send(person, letter=letter, event_id=event_id, url=url, **said)


def _deliver(deliveries: list[Delivery]) -> None:
    faults = [fault for delivery in deliveries if (fault := _hand_over(delivery)) is not None]
    if faults:
        raise faults[-1]


def _hand_over(delivery: Delivery) -> Exception | None:
    """The fault that makes this worth another try, or nothing. Where nobody was a moment ago, nobody is asked again."""
    if time.monotonic() < _closed_until.get(delivery.channel, 0):
        actions.let_wait(delivery)
        return None
    try:
        return _send(delivery)
    except Away:
        _let_wait(delivery)
        return None


def _let_wait(delivery: Delivery) -> None:
    _closed_until[delivery.channel] = time.monotonic() + CLOSED
    actions.let_wait(delivery)


def _send(delivery: Delivery) -> Exception | None:
    """The fault that makes this worth another try, or nothing; `Away` is nobody's fault."""
    try:
        way = channel(delivery.channel)
        if not way.repeats and not actions.begin(delivery):
            return None
        way.send(delivery)
    except Away:
        raise
    except Unsure as fault:
        actions.hold(delivery, fault.why)
    except Exception as error:  # whatever a gateway throws: the message waits and is tried again
        actions.note_failure(delivery, error)
        _log(delivery)
        return error if delivery.state != DeliveryState.FAILED else None
    else:
        _closed_until.pop(delivery.channel, None)
        actions.note_sent(delivery)
    _log(delivery)
    return None


def _log(delivery: Delivery) -> None:
    """A call that is not made twice: which delivery, and how it ended; neither to whom nor what."""
    if not is_open(delivery.channel) or channel(delivery.channel).repeats:
        return
    said = {"delivery": delivery.pk, "channel": delivery.channel, "state": str(delivery.state)}
    log.info("message handed over", why=delivery.last_error, **said)
