"""What is counted as success, and who is being lost."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.enterprises.coaching import actions as coaching
from balaikota.enterprises.coaching import queries as mentorings
from balaikota.enterprises.coaching.models import Cause, Mentoring
from balaikota.enterprises.funnel import actions, methods, queries
from balaikota.enterprises.funnel.models import Alarm, Kind
from balaikota.enterprises.ladder import actions as ladder
from balaikota.enterprises.ladder.models import Stay, Why
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise, Source
from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people.models import Person


@pytest.fixture
def coached(keripik: Enterprise, lina: Person, tono: Person) -> Mentoring:
    coaching.set_up(lina, ["pemasaran"], [], 5, by=lina)
    return coaching.request(keripik, "pemasaran", by=tono)


def ringing() -> list[str]:
    return sorted(Alarm.objects.filter(closed_at=None).values_list("kind", flat=True))


def test_a_business_nobody_met_for_a_month_rings_until_it_is_met(coached: Mentoring, lina: Person) -> None:
    actions.look_round(timezone.now())
    assert ringing() == []
    Mentoring.objects.update(assigned_at=timezone.now() - timedelta(days=31))
    actions.look_round(timezone.now())
    actions.look_round(timezone.now())
    assert ringing() == [Kind.NO_CONTACT]
    cast.run_jobs()
    assert (
        Message.objects.filter(to=lina, subject__contains="Keripik Tono", body__contains="31 hari").count()
        == 1
    )
    session = coaching.plan(coached, "visit", timezone.now() + timedelta(hours=1), by=lina)
    coaching.hold(session, coaching.Minutes("Bertemu di rumah produksi."), by=lina)
    actions.look_round(timezone.now())
    assert ringing() == []


def test_a_seller_without_sales_goes_back_to_a_coach(keripik: Enterprise, lina: Person) -> None:
    coaching.set_up(lina, ["pemasaran"], [], 5, by=lina)
    today = timezone.localdate()
    register.tell_sales(keripik, f"{today:%Y-%m}", 1_000_000, source=Source.OWNER)
    actions.look_round(timezone.now())
    assert mentorings.current(keripik) is None
    actions.look_round(timezone.now() + timedelta(days=120))
    mentoring = mentorings.current(keripik)
    assert mentoring is not None
    assert mentoring.cause == Cause.NO_SALES
    assert mentoring.coach is not None
    assert ringing() == [Kind.NO_CONTACT, Kind.NO_SALES] or ringing() == [Kind.NO_SALES]


def test_who_never_sold_is_no_seller(keripik: Enterprise) -> None:
    register.tell_sales(keripik, "2020-01", 0, source=Source.OWNER)
    assert queries.unsold(timezone.localdate()) == []


def test_only_a_climbed_stage_counts_and_a_cliff_rings(
    keripik: Enterprise, tono: Person, rina: Person
) -> None:
    for _n in range(12):
        ladder.diagnose(keripik, {}, by=tono)
        ladder.leave(keripik, Why.NO_BUYERS, by=tono)
    Stay.objects.filter(pk=Stay.objects.first().pk).update(ending="passed", why="")
    rung = queries.rungs(timezone.now())[0]
    assert (rung.entered, rung.passed, rung.left, rung.conversion) == (12, 1, 11, 8)
    actions.look_round(timezone.now())
    assert ringing() == [Kind.CLIFF]
    assert queries.reasons(timezone.now()) == [("tidak ada pembeli", 11)]


def test_coach_and_manager_see_the_funnel_and_a_neighbour_does_not(
    client: Client, coached: Mentoring, lina: Person, rina: Person, budi: Person
) -> None:
    Mentoring.objects.update(assigned_at=timezone.now() - timedelta(days=40))
    actions.look_round(timezone.now())
    for person in (lina, rina):
        client.force_login(person)
        assert "40 hari tidak bertemu" in client.get(reverse("funnel:funnel")).content.decode()
    client.force_login(budi)
    assert client.get(reverse("funnel:funnel")).status_code == 404


counts = st.builds(methods.Rung, st.just("a"), st.just("A"), st.integers(0, 500), *[st.integers(0, 100)] * 3)


@given(st.lists(counts, max_size=9))
def test_bars_never_leave_the_drawing(rungs: list[methods.Rung]) -> None:
    rungs = [each for each in rungs if each.standing >= 0]
    for bar in methods.bars(rungs):
        assert 0 <= bar.passed + bar.standing + bar.lost <= methods.WIDTH - 220
        assert bar.rung.conversion is None or 0 <= bar.rung.conversion <= 100


def test_a_month_ends_on_its_last_day() -> None:
    assert methods.last_day("2024-02") == date(2024, 2, 29)
