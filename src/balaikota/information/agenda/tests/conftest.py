"""Fitri announces, Rahmat lets it out."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.information.agenda import actions
from balaikota.information.agenda.models import Happening
from balaikota.information.review import actions as turns
from balaikota.information.review import queries as review
from balaikota.kit.worktime import WIB

NINE = datetime(2031, 5, 3, 9, 0, tzinfo=WIB)  # a Saturday
SAID: dict[str, Any] = {
    "title": "Pasar murah",
    "title_en": "Cheap market",
    "body": "Beras dan **minyak**.",
    "body_en": "Rice and oil.",
    "starts_at": NINE,
    "ends_at": NINE + timedelta(hours=3),
    "place": "Lapangan Merdeka",
    "organiser": "Dinas Perdagangan",
}


@pytest.fixture
def fitri(db: None) -> Person:
    return cast.fitri()


@pytest.fixture
def rahmat(db: None) -> Person:
    return cast.rahmat()


@pytest.fixture
def draft(fitri: Person) -> Happening:
    return actions.begin(SAID, by=fitri)


@pytest.fixture
def announced(draft: Happening, fitri: Person, rahmat: Person) -> Happening:
    return out(draft, by=fitri, reviewer=rahmat)


def now(happening: Happening) -> Happening:
    return Happening.objects.select_related("head", "live").get(pk=happening.pk)


def out(happening: Happening, *, by: Person, reviewer: Person) -> Happening:
    turns.send(happening, by=by)
    actions.publish(happening, review.head_of(now(happening)).number, by=reviewer)
    return now(happening)


def soon(hours: int = 48) -> dict[str, Any]:
    starts = timezone.now().replace(microsecond=0) + timedelta(hours=hours)
    return {**SAID, "starts_at": starts, "ends_at": starts + timedelta(hours=2)}
