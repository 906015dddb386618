"""Handing reports over after they were forwarded, and asking the other servers by the clock."""

from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from balaikota.complaints.forwarding import actions, gateway, queries
from balaikota.complaints.forwarding.contract import News
from balaikota.complaints.forwarding.models import Relay
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.kit.outbound import Away, NotTaken, Unsure
from balaikota.kit.reactions import every, on


def _plan(event_id: int) -> None:
    report = queries.report_of(event_id)
    if report is not None:
        actions.plan(report)


@on("reports.forwarded")
def plan_what_was_forwarded(event_id: int) -> None:
    _plan(event_id)


@on("reports.reviewed")
def plan_what_may_be_read_now(event_id: int) -> None:
    """Its text waited for the coordinator; now it may leave."""
    _plan(event_id)


@on("reports.shown_as")
def plan_what_is_public_now(event_id: int) -> None:
    _plan(event_id)


@on("forwarding.planned")
def hand_over(event_id: int) -> None:
    _hand_over(queries.relay_of(event_id))


@on("forwarding.sent_again")
def hand_over_again(event_id: int) -> None:
    _hand_over(queries.relay_of(event_id))


def _hand_over(relay: Relay) -> None:
    """No transaction is held while the other server is asked. What is raised is tried again."""
    may_send, must_look = actions.begin(relay)
    if must_look:
        _look_for(relay, "interrupted")
    if not may_send:
        return
    try:
        receipt = gateway.post(queries.endpoint(relay.server), queries.parcel(relay))
    except Unsure as fault:
        _look_for(relay, fault.why)
    except NotTaken as fault:
        if actions.note_failure(relay, fault.why, is_final=fault.is_final):
            raise
    else:
        actions.note_taken(relay, receipt)


def _look_for(relay: Relay, why: str) -> None:
    """Ask first: it may be there. What cannot be found is held for a person, not sent again."""
    since = queries.begun_at(relay)
    try:
        found = gateway.find(queries.endpoint(relay.server), queries.parcel(relay), since)
    except (Away, NotTaken):
        found = None
    if found is not None:
        actions.note_taken(relay, found)
    else:
        actions.hold(relay, why)


@every("*/10 * * * *")
def ask_the_others(timestamp: int) -> None:
    """What a server does not say now it is asked at the next turn; one that is away is not asked about other reports."""
    away = set[UUID]()
    for relay in queries.due(timezone.now()):
        news = None
        try:
            if relay.server_id not in away:
                news = _news(relay)
        except Away:
            away.add(relay.server_id)
        except NotTaken:
            pass
        actions.note_news(relay, news)


def _news(relay: Relay) -> News | None:
    server, remote_id = queries.endpoint(relay.server), relay.remote_id
    if not remote_id and (remote_id := gateway.number_of(server, relay.token)):
        actions.note_number(relay, remote_id)
    return gateway.ask(server, remote_id) if remote_id else None


@on("forwarding.held")
def tell_of_held(event_id: int) -> None:
    _tell(event_id)


@on("forwarding.failed")
def tell_of_failed(event_id: int) -> None:
    _tell(event_id)


def _tell(event_id: int) -> None:
    """The coordinators, once until somebody has looked."""
    relay = queries.relay_of(event_id)
    if queries.is_only_one_stuck(relay):
        url = f"{reverse('forwarding:index')}?tampil=tertahan"
        for person in organisations.holders_of(Duty.COORDINATE):
            notifications.send(
                person, letter="forwarding/letters/stuck.txt", event_id=event_id, url=url, relay=relay
            )
