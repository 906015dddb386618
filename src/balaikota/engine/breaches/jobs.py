"""Telling everybody a failure concerns, and the office when its limit is near."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from balaikota.engine.breaches import actions, methods, queries
from balaikota.engine.breaches.models import Breach
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.kit.reactions import every, on


@on("breaches.people_told")
def tell_each(event_id: int) -> None:
    """May run twice: whoever has this event's message gets no other."""
    breach = queries.breach_of(event_id)
    url = reverse("breaches:notice", args=[breach.number])
    for person in queries.people_of(breach).iterator(chunk_size=500):
        notifications.send(
            person,
            letter="breaches/letters/notice.txt",
            event_id=event_id,
            url=url,
            breach=breach,
            law=methods.law(),
        )


@on("breaches.noted")
def tell_the_office(event_id: int) -> None:
    _tell_office(queries.breach_of(event_id), "breaches/letters/office_noted.txt", event_id)


@on("breaches.reminded")
def tell_the_office_again(event_id: int) -> None:
    _tell_office(queries.breach_of(event_id), "breaches/letters/office_reminded.txt", event_id)


@every("7 * * * *")
def watch(timestamp: int) -> None:
    """Each hour: a limit that comes within a day is called out once."""
    for breach in queries.near(timezone.now() + timedelta(days=1)):
        actions.remind(breach)


def _tell_office(breach: Breach, letter: str, event_id: int) -> None:
    url = breach.get_absolute_url()
    for officer in organisations.holders_of(Duty.OPERATE):
        notifications.send(officer, letter=letter, event_id=event_id, url=url, breach=breach)
