"""The demo city, small: every state once, and nobody who could be real."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone, translation
from pytest_django import DjangoDbBlocker

from balaikota.civil.cards.models import Kartu, Stok
from balaikota.civil.deeds.models import Akta
from balaikota.civil.households.models import KKMenunggu
from balaikota.config.demo import (
    aftermath,
    applications,
    businesses,
    catalogue,
    city,
    clinics,
    complaints,
    households,
    ledgers,
    neighbours,
    offices,
    selling,
    stories,
)
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.retention.models import Due
from balaikota.engine.satisfaction.models import Invitation, Sheet
from balaikota.engine.waiting.models import WaitingTime
from balaikota.engine.work.models import Note, SavedFilter
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.documents import actions as documents
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import KartuKeluarga, Person

# One filling for all its tests: it takes a minute, and each test takes back what it did.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo city")]
RESERVED = re.compile(r"\d{12}999[1-8]")


@pytest.fixture(scope="module")
def small(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A few families and one application of each state. Without complaints and businesses: their years take minutes."""
    left_out = {
        complaints.hear_complaints, businesses.coach_businesses, catalogue.fill_the_shelf,
        selling.trade, ledgers.keep_last_year, clinics.hold_clinics,
    }  # fmt: skip
    told = {"ktp-hilang": (neighbours.alone, "granted submitted")}
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(households, "HOUSEHOLDS", 4)
        patch.setattr(applications, "STATES", dict.fromkeys(applications.STATES, 1))
        patch.setattr(stories, "TOLD", told)
        patch.setattr(aftermath, "PARTS", tuple(part for part in aftermath.PARTS if part not in left_out))
        translation.activate("id")
        assert city.fill(lambda line: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> list[str]:
    """One birth, every story of the newer services, and half of the years of businesses. What was skipped."""
    for part, number in {households: 2, complaints: 30, businesses: 60, catalogue: 32, selling: 24}.items():
        monkeypatch.setattr(part, "HOUSEHOLDS" if part is households else "MANY", number)
    monkeypatch.setattr(businesses, "WITH_LOGIN", 16)
    monkeypatch.setattr(applications, "STATES", {"granted": 1})
    assert city.fill(lambda line: None)
    return [record.getMessage() for record in caplog.records if "skipped" in record.getMessage()]


def test_the_newer_services_are_there_in_several_states(whole: list[str]) -> None:
    assert [line for line in whole if "correct_a_deed" not in line] == []
    first = Case.objects.filter(parent=None).exclude(edition__service__slug=applications.BIRTH)
    assert {case.edition.service.slug for case in first} == set(stories.TOLD) | {
        "kutipan-kedua"
    }  # measured by an innovation
    states = Counter(case.outcome for case in first)
    assert states["granted"] >= 20
    assert states[None] >= 20
    assert not Case.objects.filter(is_sample=False).exists()
    assert not Person.objects.filter(is_sample=False).exists()
    assert all(RESERVED.fullmatch(kk.nomor_kk) for kk in KartuKeluarga.objects.all())
    waits = KKMenunggu.objects.filter(versi=None).count()
    assert waits >= 2
    assert KKMenunggu.objects.exclude(versi=None).count() == 1
    ktp = Counter(card.state for card in Kartu.objects.filter(jenis="ktp"))
    assert Stok.objects.get(jenis="ktp").blanks > 0
    assert min(ktp["waiting_for_blank"], ktp["printed"], ktp["ready"], ktp["handed_over"]) >= 1
    assert 0 < Sheet.objects.count() < Invitation.objects.count()
    assert not Sheet.objects.filter(is_sample=False).exists()
    assert WaitingTime.objects.exists()
    assert SavedFilter.objects.count() == 1
    assert Note.objects.count() == 1
    looks = audit.looks(timezone.now() - timedelta(days=1))
    assert len({look.by_id for look in looks}) >= 3
    before = (Case.objects.count(), Person.objects.count(), Sheet.objects.count(), Kartu.objects.count())
    assert city.fill(lambda line: None)
    after = (Case.objects.count(), Person.objects.count(), Sheet.objects.count(), Kartu.objects.count())
    assert after == before


def test_before_the_city_opens_nothing_but_births_is_played(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(households, "HOUSEHOLDS", 2)
    monkeypatch.setattr(applications, "STATES", {"submitted": 1})
    assert not city.fill(lambda line: None, seconds=600)
    assert {case.edition.service.slug for case in Case.objects.all()} == {applications.BIRTH}


# From here on the small city is there until the last test: tests that fill one of their own stand above.


def test_the_demo_city_has_an_application_in_every_state(small: None) -> None:
    births = Case.objects.filter(parent=None, edition__service__slug=applications.BIRTH)
    outcomes = Counter(case.outcome for case in births)
    # One open birth is told a second time, by the grandmother, for the duplicate guard.
    assert outcomes == {None: 7, "granted": 1, "refused": 1, "withdrawn": 1}
    assert Draft.objects.filter(case=None, parent=None).count() == 1
    assert births.filter(waiting_since__isnull=False).count() == 1
    assert births.filter(closed_at=None, holder__isnull=False).count() >= 1
    assert {step for case in births for step in [case.step] if step} == {"verifikasi", "putusan"}


def test_everyone_and_everything_in_it_is_marked_as_sample(small: None) -> None:
    assert not Person.objects.filter(is_sample=False).exists()
    assert not KartuKeluarga.objects.filter(is_sample=False).exists()
    assert not Case.objects.filter(is_sample=False).exists()


def test_a_few_old_papers_are_due_and_all_of_them_samples(small: None) -> None:
    rows = Due.objects.select_related("case")
    assert rows.exists()
    assert all(row.case.is_sample and not row.case.is_open for row in rows)
    assert not rows.filter(case__applicant__email__contains="sari").exists()


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


def test_what_a_service_refuses_is_left_out_and_said(
    small: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(stories, "TOLD", {"kk-pisah": (neighbours.newcomer, "granted")})
    people = Person.objects.count()
    assert city.fill(lambda line: None)
    assert "kk-pisah-0 skipped" in caplog.text
    assert Person.objects.count() == people


def test_a_birth_without_a_proven_marriage_is_reported_twice_too(
    small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the parents the city knows whether their card says married; a grandmother is asked."""
    births = Case.objects.filter(edition__service__slug=applications.BIRTH, outcome=None, waiting_since=None)
    for case in births:
        case.answers |= {"bukti_kawin_ada": False}
        case.save(update_fields=["answers"])
    before = len(births)
    monkeypatch.setattr(aftermath, "TWICE", "ganda-1")
    aftermath.report_a_birth_twice(
        {who: Person.objects.get(email=f"{who}@contoh.balaikota.invalid") for who in offices.CAST}
    )
    assert births.all().count() == before + 1


def test_the_mothers_name_on_a_signed_certificate_is_corrected(small: None) -> None:
    birth = Case.objects.get(parent=None, outcome="granted", edition__service__slug=applications.BIRTH)
    akta = Akta.objects.get(case=birth)
    documents.issue(akta.letter)
    cast = {who: Person.objects.get(email=f"{who}@contoh.balaikota.invalid") for who in offices.CAST}
    for _again in range(2):
        aftermath.correct_a_deed(cast)
    versions = Akta.objects.filter(nomor=akta.nomor).order_by("version")
    assert [each.sebab for each in versions] == ["pencatatan", "pembetulan"]
    assert "Kasih" in versions[1].rincian["ibu_nama"]
    assert versions[1].is_sample
