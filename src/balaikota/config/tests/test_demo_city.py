"""The demo city, small: every state once, and nobody who could be real."""

import re
from collections import Counter
from typing import Any

import pytest
from django.db import connection

from balaikota.config.demo import applications, city, households, offices
from balaikota.engine.cases.models import Case, Draft
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import KartuKeluarga, Person

pytestmark = pytest.mark.django_db
RESERVED = re.compile(r"\d{12}999[1-8]")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(households, "HOUSEHOLDS", 4)
    monkeypatch.setattr(applications, "STATES", dict.fromkeys(applications.STATES, 1))
    said: list[str] = []
    assert city.fill(said.append)


def test_the_demo_city_has_an_application_in_every_state(small: None) -> None:
    births = Case.objects.filter(parent=None)
    outcomes = Counter(case.outcome for case in births)
    assert outcomes == {None: 6, "granted": 1, "refused": 1, "withdrawn": 1}
    assert Draft.objects.filter(case=None, parent=None).count() == 1
    assert births.filter(waiting_since__isnull=False).count() == 1
    assert births.filter(closed_at=None, holder__isnull=False).count() >= 1
    assert {step for case in births for step in [case.step] if step} == {"verifikasi", "putusan"}


def test_everyone_and_everything_in_it_is_marked_as_sample(small: None) -> None:
    assert not Person.objects.filter(is_sample=False).exists()
    assert not KartuKeluarga.objects.filter(is_sample=False).exists()
    assert not Case.objects.filter(is_sample=False).exists()


def test_its_numbers_are_ones_nobody_holds(small: None) -> None:
    niks = [person.nik for person in Person.objects.exclude(nik=None)]
    cards = [kk.nomor_kk for kk in KartuKeluarga.objects.all()]
    assert all(RESERVED.fullmatch(number) for number in niks + cards)
    assert len({*niks, *cards}) == len(niks) + len(cards)


def test_filling_it_again_adds_nothing(small: None) -> None:
    before = (Case.objects.count(), Draft.objects.count(), Person.objects.count(), Agency.objects.count())
    assert city.fill(lambda line: None)
    assert (
        Case.objects.count(),
        Draft.objects.count(),
        Person.objects.count(),
        Agency.objects.count(),
    ) == before


def test_the_cast_works_where_the_stories_say(small: None) -> None:
    cast = {who: Person.objects.get(email=f"{who}@contoh.balaikota.invalid") for who in offices.CAST}
    held = {who: [tenure.post.code for tenure in person.tenures.all()] for who, person in cast.items()}
    assert held["wulan"] == ["verifikator-capil"]
    assert held["sari"] == []
    assert all(person.assurance == 2 for person in cast.values())


def test_its_events_are_real_ones_in_an_unbroken_chain(small: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # the chain is written at the end of a transaction
    assert audit.faults() == []
