"""Telling the person and the office; making the copy; ending it."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from balaikota.engine.rights import actions, methods, queries
from balaikota.engine.rights.models import Request
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.kit.reactions import every, on


@on("rights.asked")
def tell_the_office(event_id: int) -> None:
    asked = queries.request_of(event_id)
    _tell(asked.person, asked, "rights/letters/received.txt", event_id)
    _tell_office(asked, "rights/letters/office_asked.txt", event_id)


@on("rights.reminded")
def tell_the_office_again(event_id: int) -> None:
    _tell_office(queries.request_of(event_id), "rights/letters/office_reminded.txt", event_id)


@on("rights.answered")
def tell_the_person(event_id: int) -> None:
    asked = queries.request_of(event_id)
    _tell(asked.person, asked, "rights/letters/answered.txt", event_id)


@on("rights.take_home_asked")
def make(event_id: int) -> None:
    actions.pack(queries.take_home_of(event_id))


@on("rights.take_home_ready")
def tell_that_it_is_ready(event_id: int) -> None:
    row = queries.take_home_of(event_id)
    url = reverse("rights:take_home")
    notifications.send(row.person, letter="rights/letters/ready.txt", event_id=event_id, url=url, row=row)


@every("17 * * * *")
def watch(timestamp: int) -> None:
    """Each hour: limits that come within a day are called out once; copies whose time is up are erased."""
    for asked in queries.due_before(timezone.now() + timedelta(days=1)):
        actions.remind(asked)
    for row in queries.over():
        actions.end(row)


def _tell_office(asked: Request, letter: str, event_id: int) -> None:
    for officer in organisations.holders_of(Duty.OPERATE):
        if officer.pk != asked.person_id:
            _tell(officer, asked, letter, event_id)


def _tell(to: Person, asked: Request, letter: str, event_id: int) -> None:
    right, url = methods.rights()[asked.right], asked.get_absolute_url()
    notifications.send(to, letter=letter, event_id=event_id, url=url, asked=asked, right=right)
