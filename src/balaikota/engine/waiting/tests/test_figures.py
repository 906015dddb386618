"""How long people wait, said honestly: cleanings move nothing, slow work is not hidden."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import a_case, a_service

from balaikota.engine.cases.models import Case, Outcome, Pause, StepDone
from balaikota.engine.cases.tests.conftest import SERVICE
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.waiting import actions, queries
from balaikota.engine.waiting.methods import ONE_IN, Closed, in_bursts, in_words, rank, read
from balaikota.engine.waiting.models import WaitingTime
from balaikota.foundation.people.models import Person

NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)
THREE_YEARS = 750 * 24.0
DAY = 24


def closings(hours: list[float], by: str = "anwar", minutes: int = 45) -> list[Closed]:
    """Closed one after the other, so many minutes apart."""
    return [Closed(each, by, NOON - timedelta(minutes=minutes * place)) for place, each in enumerate(hours)]


# --- the method -----------------------------------------------------------------------------------


@given(
    st.lists(st.floats(0.1, 1000), min_size=20, max_size=150),
    st.integers(5, 10),
    st.integers(1, 300),
    st.sampled_from(["anwar", "ratna"]),
)
def test_ten_forgotten_files_closed_in_a_batch_do_not_move_the_figure_by_a_day(
    hours: list[float], swept: int, seconds: int, by: str
) -> None:
    usual = closings(hours)
    batch = [
        Closed(THREE_YEARS, by, NOON + timedelta(days=1, seconds=seconds * place)) for place in range(swept)
    ]
    before, after = read(usual), read(usual + batch)
    assert before.median is not None
    assert after.median is not None
    if before.median * 10 < THREE_YEARS:
        assert abs(after.median - before.median) <= DAY
        assert abs((after.p90 or 0) - (before.p90 or 0)) <= DAY
        assert after.bursts == swept


@given(st.lists(st.floats(1, 240), min_size=20, max_size=60))
def test_nor_when_the_same_officer_closed_everything_in_one_sitting(hours: list[float]) -> None:
    usual = closings(hours, minutes=2)
    batch = [Closed(THREE_YEARS, "anwar", NOON + timedelta(seconds=place)) for place in range(10)]
    before, after = read(usual), read(usual + batch)
    assert (after.median, after.p90) == (before.median, before.p90)


def test_an_office_that_decides_every_friday_is_as_slow_as_it_is() -> None:
    fridays = closings([100.0] * 30, minutes=1)
    reading = read(closings([10.0] * 20) + [Closed(each.hours, "ratna", each.at) for each in fridays])
    assert (reading.n, reading.median, reading.bursts) == (50, 100.0, 0)


def test_a_single_forgotten_file_is_left_out_and_counted() -> None:
    reading = read([*closings([24.0] * 40), Closed(THREE_YEARS, "ratna", NOON)])
    assert (reading.n, reading.old, reading.bursts) == (40, 1, 0)


def test_more_than_one_in_twenty_is_how_the_office_works() -> None:
    slow = [Closed(THREE_YEARS, "ratna", NOON - timedelta(days=place)) for place in range(10)]
    reading = read(closings([24.0] * 90) + slow)
    assert (reading.n, reading.old) == (100, 0)
    assert reading.p90 == 24.0
    assert read(closings([24.0] * 80) + slow).p90 == THREE_YEARS


@given(st.lists(st.tuples(st.floats(0, 5000), st.sampled_from("ab"), st.integers(0, 500)), max_size=80))
def test_nothing_is_lost_and_little_is_left_out_alone(rows: list[tuple[float, str, int]]) -> None:
    closed = [Closed(hours, by, NOON + timedelta(minutes=at)) for hours, by, at in rows]
    reading = read(closed)
    assert reading.n + reading.bursts + reading.old == len(closed)
    assert reading.old * ONE_IN <= max(1, len(closed))
    assert reading.bursts <= len(in_bursts(closed))
    if reading.n:
        assert reading.median is not None
        assert reading.p90 is not None
        assert reading.p90 >= reading.median or reading.n < 5


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=200), st.floats(0.01, 1))
def test_at_least_that_share_waited_no_longer(values: list[float], share: float) -> None:
    ordered = sorted(values)
    within = sum(value <= rank(ordered, share) for value in ordered)
    assert within >= share * len(ordered) - 1e-9


def test_a_burst_is_five_of_one_officer_within_five_minutes_each() -> None:
    assert in_bursts(closings([1.0] * 5, minutes=5)) == {0, 1, 2, 3, 4}
    assert in_bursts(closings([1.0] * 4, minutes=1)) == set()
    assert in_bursts(closings([1.0] * 9, minutes=6)) == set()
    assert in_bursts(closings([1.0] * 3, "anwar", 1) + closings([1.0] * 3, "ratna", 1)) == set()
    assert in_bursts([Closed(1.0, None, NOON)] * 9) == set()


SAID = {0.1: "1 jam kerja", 7.2: "8 jam kerja", 23.5: "1 hari kerja", 24: "1 hari kerja", 49: "3 hari kerja"}


@pytest.mark.parametrize(("hours", "words"), SAID.items())
def test_said_as_people_say_it(hours: float, words: str) -> None:
    assert in_words(hours) == words


# --- measured from cases --------------------------------------------------------------------------


def copies(first: Case, hours: list[float], by: Person, *, gap: timedelta, **more: object) -> None:
    """Decided cases like the first one that took so many hours by the wall clock, closed one after the other."""
    fields = {field.attname: getattr(first, field.attname) for field in Case._meta.concrete_fields}
    at = timezone.now() - timedelta(days=1)
    for serial, each in enumerate(hours):
        closed_at = at - gap * serial
        said = {
            "submitted_at": closed_at - timedelta(hours=each),
            "closed_at": closed_at,
            "step": "",
            "duty": "",
        }
        case = Case(**fields | said | {"id": None, "draft_id": None, "outcome": Outcome.GRANTED} | more)
        case.id, case.number = Case._meta.get_field("id").default(), f"DOM-{Case.objects.count():05d}"
        case.save(force_insert=True)
        StepDone.objects.create(case=case, step="putusan", by=by, at=closed_at, verdict="granted")


@pytest.mark.django_db
def test_the_service_page_says_how_long_it_takes_and_ten_old_files_change_nothing(
    client: Client, slug: str, sari: Person, anwar: Person, ratna: Person
) -> None:
    first, service = a_case(slug, sari), catalogue.service(slug)
    place = service.get_absolute_url()
    assert "Belum cukup data" in client.get(place).content.decode()
    copies(first, [30.0] * 143, anwar, gap=timedelta(minutes=40))
    assert actions.measure() == 1
    caches["near"].clear()
    before = queries.figure(service.pk, is_linked=True)
    copies(first, [3 * 365 * 24.0] * 10, ratna, gap=timedelta(seconds=20))
    assert actions.measure() == 1, "the same day again"
    after = queries.figure(service.pk, is_linked=True)
    assert before is not None
    assert after is not None
    assert WaitingTime.objects.count() == 1
    assert (after.n, after.left_out_bursts) == (143, 10)
    assert (after.median_hours, after.p90_hours) == (before.median_hours, before.p90_hours)
    WaitingTime.objects.update(is_linked=False)
    page = client.get(place).content.decode()
    assert "9 dari 10 dalam" in page
    assert "Dari 143 permohonan" in page
    assert "10 penutupan serentak" in page


@pytest.mark.django_db
def test_the_withdrawn_and_the_waits_for_the_applicant_do_not_count(
    slug: str, sari: Person, anwar: Person
) -> None:
    first = a_case(slug, sari)
    copies(first, [2000.0] * 30, anwar, gap=timedelta(hours=1), outcome=Outcome.WITHDRAWN)
    copies(first, [400.0] * 20, anwar, gap=timedelta(hours=1))
    for case in Case.objects.filter(outcome=Outcome.GRANTED):
        asked = case.submitted_at + timedelta(hours=1)
        Pause.objects.create(case=case, from_at=asked, until_at=case.closed_at - timedelta(hours=1))
    actions.measure()
    found = WaitingTime.objects.get()
    assert found.n == 20
    assert (found.p90_hours or 99) <= 2


@pytest.mark.django_db
def test_the_resident_sees_where_the_file_lies_and_when_it_is_probably_done(
    client: Client, slug: str, sari: Person, wulan: Person
) -> None:
    case = a_case(slug, sari)
    said = {"on": timezone.localdate(), "days": 90, "n": 143, "left_out_bursts": 0, "left_out_old": 0}
    WaitingTime.objects.create(
        service=case.edition.service, is_linked=False, median_hours=60, p90_hours=110, **said
    )
    client.force_login(sari)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Di mana berkas ini sekarang" in page
    assert "Dinas Kependudukan dan Pencatatan Sipil" in page
    assert "3 hari kerja; 9 dari 10 dalam 5 hari kerja" in page
    assert "Perkiraan untuk permohonan ini" in page
    assert wulan.name not in page
    Case.objects.update(submitted_at=timezone.now() - timedelta(days=60))
    assert "lebih lama dari 9 di antara 10" in client.get(case.get_absolute_url()).content.decode()


@pytest.fixture
def slug(db: None) -> str:
    from tests import cast

    cast.the_desk()
    return a_service(SERVICE)
