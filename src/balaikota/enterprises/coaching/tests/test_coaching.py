"""Who gets which coach and why; meetings under a cap; what was agreed; an end that is earned."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.enterprises.coaching import actions, methods
from balaikota.enterprises.coaching.models import Agreement, Coach, End, Mentoring, Session
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

HERE = "12.71.01"


@pytest.fixture
def coach(lina: Person) -> Coach:
    return actions.set_up(lina, ["produksi", "pemasaran"], [HERE], 2, by=lina)


@pytest.fixture
def coached(keripik: Enterprise, coach: Coach, tono: Person) -> Mentoring:
    return actions.request(keripik, "produksi", "Keripiknya sering gosong", by=tono)


def on(days: int, hour: int = 10) -> datetime:
    """At ten, so many days after the Monday of next week."""
    monday = methods.week(timezone.localdate())[0] + timedelta(days=7 + days)
    return timezone.make_aware(datetime(monday.year, monday.month, monday.day, hour))


def test_a_coach_in_the_field_and_near_is_assigned_at_once_and_says_why(
    coached: Mentoring, lina: Person
) -> None:
    assert coached.coach is not None
    assert coached.coach.person == lina
    assert "menguasai produksi" in coached.why
    assert "bertugas di Medan Kota" in coached.why
    assert "0 dari paling banyak 4" in coached.why
    cast.run_jobs()
    assert Message.objects.filter(to=lina, subject__contains="Keripik Tono").exists()


def test_without_one_in_the_field_the_business_waits_until_there_is(
    keripik: Enterprise, coach: Coach, tono: Person, lina: Person
) -> None:
    row = actions.request(keripik, "teknologi", by=tono)
    assert row.coach is None
    with pytest.raises(Refusal, match="sudah menunggu"):
        actions.request(keripik, "produksi", by=tono)
    actions.set_up(lina, ["teknologi"], [], 2, by=lina)
    row.refresh_from_db()
    assert row.coach == coach


def test_who_pauses_gets_nobody_and_meets_nobody(coached: Mentoring, lina: Person) -> None:
    pause = actions.Pause(on(0).date(), on(6).date(), "cuti")
    actions.set_up(lina, ["produksi"], [HERE], 2, pause, by=lina)
    with pytest.raises(Refusal, match="sedang jeda"):
        actions.plan(coached, "visit", on(2), by=lina)
    actions.plan(coached, "visit", on(8), by=lina)


def test_a_week_holds_as_many_meetings_as_the_coach_said(coached: Mentoring, lina: Person) -> None:
    for day in (0, 1):
        actions.plan(coached, "visit", on(day), by=lina)
    with pytest.raises(Refusal, match=r"2 dari 2"):
        actions.plan(coached, "phone", on(6, 23), by=lina)
    actions.plan(coached, "phone", on(7, 1), by=lina)


def test_a_meeting_that_is_set_twice_takes_one_place_of_the_week(coached: Mentoring, lina: Person) -> None:
    first = actions.plan(coached, "visit", on(0), by=lina)
    assert actions.plan(coached, "visit", on(0), by=lina) == first
    actions.plan(coached, "visit", on(1), by=lina)
    assert coached.sessions.count() == 2


def test_minutes_bring_agreements_with_days_and_the_owner_settles_them(
    coached: Mentoring, lina: Person, tono: Person, budi: Person
) -> None:
    session = actions.plan(coached, "visit", on(0), by=lina)
    agreed = [("Catat suhu minyak tiap menggoreng", timezone.localdate() + timedelta(days=7), True)]
    with pytest.raises(Refusal, match="Tuliskan apa yang dibicarakan"):
        actions.hold(session, actions.Minutes("ok"), by=lina)
    actions.hold(session, actions.Minutes("Melihat dapur dan takaran.", 60, agreed), by=lina)
    (agreement,) = Agreement.objects.all()
    with pytest.raises(Refusal):
        actions.settle(agreement, by=budi)
    actions.settle(agreement, by=tono)
    agreement.refresh_from_db()
    assert agreement.done_by == tono
    with pytest.raises(Refusal, match="sudah dicatat"):
        actions.hold(session, actions.Minutes("Sekali lagi, ditulis ulang."), by=lina)


def test_closing_as_silent_takes_three_tries_in_two_weeks(coached: Mentoring, lina: Person) -> None:
    for day in (0, 1, 7):
        if day == 7:
            with pytest.raises(Refusal, match="tiga kali"):
                actions.end(coached, End.SILENT, by=lina)
        actions.miss(actions.plan(coached, "phone", on(day), by=lina), by=lina)
    actions.end(coached, End.SILENT, by=lina)
    coached.refresh_from_db()
    assert coached.end == End.SILENT


def test_tries_of_long_ago_do_not_count(coached: Mentoring, lina: Person) -> None:
    for day in (0, 1, 7):
        actions.miss(actions.plan(coached, "phone", on(day), by=lina), by=lina)
    Session.objects.update(planned_at=timezone.now() - timedelta(days=15))
    with pytest.raises(Refusal, match="tiga kali"):
        actions.end(coached, End.SILENT, by=lina)


def test_a_place_that_comes_free_goes_to_who_waited_longest(
    coached: Mentoring, tono: Person, lina: Person, budi: Person
) -> None:
    from balaikota.enterprises.register import actions as register

    actions.set_up(lina, ["produksi"], [HERE], 1, by=lina)  # two businesses at most
    others = [register.register(register.Entry(f"Usaha {n}"), by=budi) for n in range(3)]
    rows = [actions.request(each, "produksi", by=budi) for each in others]
    assert [row.coach is None for row in rows] == [False, True, True]
    actions.end(coached, End.DONE, by=lina)
    assert [row.coach is None for row in map(fresh, rows)] == [False, False, True]


def fresh(row: Any) -> Any:
    row.refresh_from_db()
    return row


def test_reminders_go_out_once(coached: Mentoring, lina: Person, tono: Person) -> None:
    session = actions.plan(coached, "visit", timezone.now() + timedelta(hours=20), by=lina)
    Agreement.objects.create(
        mentoring=coached, text="Foto label", due_on=timezone.localdate() + timedelta(days=2)
    )
    assert actions.remind(timezone.now()) == 2
    assert actions.remind(timezone.now()) == 0
    cast.run_jobs()
    told = Message.objects.filter(to=tono).values_list("subject", flat=True)
    assert sum("Pengingat: pertemuan" in each for each in told) == 1
    assert sum("Pengingat kesepakatan" in each for each in told) == 1
    actions.cancel(session, by=tono)


@given(st.lists(st.tuples(st.floats(3.4, 3.8), st.floats(98.5, 98.8)), max_size=12))
def test_a_route_visits_each_stop_once_and_begins_where_it_begins(points: list[tuple[float, float]]) -> None:
    told = methods.route([(at, n) for n, at in enumerate(points)])
    assert sorted(n for _km, n in told) == list(range(len(points)))
    assert not told or told[0][0] == 0
    assert all(km >= 0 for km, _n in told)


@given(
    st.lists(
        st.builds(
            methods.Candidate, st.integers(0, 99), st.sampled_from([("a",), ("b",), ("a", "b")]),
            st.sampled_from([(), ("x",)]), st.integers(0, 9), st.integers(1, 9),
        )
    )
)  # fmt: skip
def test_the_chosen_coach_has_room_and_knows_the_field(candidates: list[methods.Candidate]) -> None:
    chosen = methods.best(candidates, "a", "x")
    able = [each for each in candidates if each.load < each.room and "a" in each.fields]
    assert (chosen is None) == (not able)
    if chosen:
        assert chosen in able
        near = [each for each in able if "x" in each.districts]
        assert not near or chosen in near


def test_a_week_runs_from_monday_to_sunday() -> None:
    assert methods.week(date(2026, 11, 29)) == (date(2026, 11, 23), date(2026, 11, 29))
