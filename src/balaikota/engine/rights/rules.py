"""Who asks, and who answers."""

from datetime import timedelta

from django.utils import timezone

from balaikota.engine.rights.models import Request, TakeHome
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person

#: A copy of everything can be asked for once a day.
AGAIN_AFTER = timedelta(days=1)


def answers(person: Person) -> bool:
    """The office that runs the system is the controller's hand (UU 27/2022 pasal 53 knows a data protection officer)."""
    return organisations.holds(person, Duty.OPERATE)


def may_answer(person: Person, request: Request) -> bool:
    """Nobody answers themselves."""
    return request.is_open and answers(person) and request.person_id != person.pk


def may_withdraw(person: Person, request: Request) -> bool:
    return request.is_open and request.person_id == person.pk


def may_ask_again(last: TakeHome | None) -> bool:
    return last is None or timezone.now() - last.asked_at >= AGAIN_AFTER


def may_take(person: Person, row: TakeHome) -> bool:
    """Its owner, while it is there."""
    is_there = row.file_id is not None and row.ended_at is None
    return (
        row.person_id == person.pk and is_there and row.until_at is not None and timezone.now() < row.until_at
    )
