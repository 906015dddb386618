"""What the clock does to open cases: ladders are climbed, and a changed calendar gives new due times."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast
from tests.cast import a_case, a_service, run_jobs, story_of

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case, Outcome, SideStep
from balaikota.engine.cases.tests.conftest import SERVICE
from balaikota.engine.cases.tests.test_steps import FIELD, VERIFY, a_walk, officer
from balaikota.engine.deadlines import actions as calendar
from balaikota.engine.deadlines import queries as deadlines
from balaikota.engine.waiting import actions, jobs
from balaikota.foundation.audit.models import Event
from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people.models import Person
from balaikota.kit.worktime import WIB

pytestmark = pytest.mark.django_db

LADDER = VERIFY + 'hours = 8\nescalate = [[8, "remind"], [16, "raise"], [24, "superior"]]\n'


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    def set_clock(moment: str) -> None:
        now = datetime.fromisoformat(moment).replace(tzinfo=WIB)
        monkeypatch.setattr(timezone, "now", lambda: now)

    return set_clock


def wib(moment: datetime | None) -> str:
    return timezone.localtime(moment, WIB).strftime("%Y-%m-%d %H:%M") if moment else ""


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def rungs(case: Case) -> list[str]:
    return [event.detail["rung"] for event in Event.objects.filter(name="cases.escalated").order_by("id")]


# --- the ladder -----------------------------------------------------------------------------------


def test_a_ladder_is_climbed_rung_by_rung_and_each_time_somebody_else_is_told(
    at, sari: Person, wulan: Person, anwar: Person, ratna: Person
) -> None:
    at("2026-11-19 10:00")  # a Thursday
    case = a_case(a_walk(LADDER), sari, sejak="2026-11-18")
    assert (wib(case.step_due_at), wib(case.alarm_at)) == ("2026-11-19 18:00", "2026-11-19 18:00")
    at("2026-11-19 17:00")
    jobs.climb_ladders(0)
    assert rungs(case) == []
    at("2026-11-19 18:05")
    jobs.climb_ladders(0)
    jobs.climb_ladders(0)
    assert rungs(case) == ["remind"]
    assert wib(again(case).alarm_at) == "2026-11-20 02:00"
    run_jobs()
    told = Message.objects.filter(subject__contains="sudah lama menunggu")
    assert [each.to for each in told] == [wulan]
    at("2026-11-20 03:00")
    jobs.climb_ladders(0)
    assert (rungs(case), again(case).priority) == (["remind", "raise"], 1)
    at("2026-11-20 09:59")
    jobs.climb_ladders(0)
    assert len(rungs(case)) == 2
    at("2026-11-20 10:00")
    jobs.climb_ladders(0)
    run_jobs()
    assert rungs(case) == ["remind", "raise", "superior"]
    assert {each.to for each in told.all()} == {wulan, ratna}
    assert again(case).alarm_at is None, "the ladder ends"


def test_whoever_holds_the_case_is_reminded_alone(at, sari: Person, wulan: Person) -> None:
    officer("togar", "Togar Sinaga", ["verify"])
    at("2026-11-19 10:00")
    case = a_case(a_walk(LADDER), sari, sejak="2026-11-18")
    cases.claim(case, by=wulan)
    at("2026-11-19 19:00")
    jobs.climb_ladders(0)
    run_jobs()
    assert [each.to for each in Message.objects.filter(subject__contains="lama menunggu")] == [wulan]


def test_nobody_is_hurried_while_the_applicant_must_act_and_the_rungs_move_along(
    at, sari: Person, wulan: Person
) -> None:
    at("2026-11-19 10:00")
    case = a_case(a_walk(LADDER), sari, sejak="2026-11-18")
    at("2026-11-19 12:00")
    cases.ask_correction(case, {"keperluan": "Sebut sekolahnya."}, by=wulan)
    at("2026-11-20 12:00")
    jobs.climb_ladders(0)
    assert rungs(case) == []
    cases.repair(again(case), {"keperluan": "Mendaftar SD"}, by=sari)
    assert (wib(again(case).step_due_at), wib(again(case).alarm_at)) == (
        "2026-11-20 18:00",
        "2026-11-20 18:00",
    )


def test_a_step_beside_has_a_ladder_of_its_own(at, sari: Person, wulan: Person) -> None:
    rudi = officer("rudi", "Rudi Ginting", ["verify", "head"], "diskominfo")
    at("2026-11-19 10:00")
    steps = VERIFY + FIELD + 'beside = "verifikasi"\nescalate = [[8, "remind"], [9, "superior"]]\n'
    case = a_case(a_walk(steps), sari, sejak="2026-11-18")
    at("2026-11-19 18:00")
    jobs.climb_ladders(0)
    run_jobs()
    assert [each.to for each in Message.objects.filter(subject__contains="lama menunggu")] == [rudi]
    cases.do_side_step(again(case), "lapangan", "passed", by=rudi)
    at("2026-11-19 20:00")
    jobs.climb_ladders(0)
    assert rungs(case) == ["remind"]


def test_a_new_step_starts_its_own_ladder(at, sari: Person, wulan: Person, anwar: Person) -> None:
    at("2026-11-19 10:00")
    case = a_case(a_walk(LADDER), sari, sejak="2026-11-18")
    at("2026-11-19 19:00")
    jobs.climb_ladders(0)
    cases.pass_step(again(case), by=wulan)
    assert (again(case).rung, again(case).alarm_at) == (0, None)
    cases.decide(again(case), Outcome.GRANTED, by=anwar)
    at("2026-11-25 10:00")
    jobs.climb_ladders(0)
    assert rungs(case) == ["remind"]


# --- the calendar changes -------------------------------------------------------------------------


@pytest.fixture
def slug(db: None) -> str:
    cast.the_desk()
    return a_service(SERVICE)


def test_a_withdrawn_holiday_redates_open_cases_only_and_each_says_why(
    at, client: Client, slug: str, sari: Person, budi: Person, wulan: Person, anwar: Person
) -> None:
    calendar.load_holidays()
    run_jobs()
    at("2026-12-22 10:00")  # Tuesday; Thursday 24 and Friday 25 are off
    opened, closed, waiting = (a_case(slug, who, sejak="2026-12-01") for who in (sari, budi, sari))
    assert wib(opened.due_at) == "2026-12-28 10:00"
    cases.pass_step(closed, by=wulan)
    cases.decide(again(closed), Outcome.GRANTED, by=anwar)
    cases.ask_correction(waiting, {"keperluan": "Sebut sekolahnya."}, by=wulan)
    eve = deadlines.standing().get(on=date(2026, 12, 24))
    assert deadlines.effect_of_withdrawing(eve).moved == 2
    at("2026-12-23 09:00")
    calendar.withdraw_holiday(eve, by=None)
    run_jobs()
    assert wib(again(opened).due_at) == "2026-12-24 10:00"
    assert wib(again(closed).due_at) == "2026-12-28 10:00"
    assert "cases.redated" in story_of(opened)
    assert "cases.redated" not in story_of(closed)
    client.force_login(sari)
    page = client.get(opened.get_absolute_url()).content.decode()
    assert "24 Desember 2026" in page
    assert "tidak lagi hari libur" in page
    assert not Message.objects.filter(subject__contains="mundur").exists(), "earlier needs no letter"
    cases.repair(again(waiting), {"keperluan": "Mendaftar SD"}, by=sari)
    assert wib(again(waiting).due_at) == "2026-12-28 09:00"


def test_a_new_holiday_tells_the_applicant_that_it_becomes_later(
    at, slug: str, sari: Person, hasan: Person
) -> None:
    at("2026-11-24 10:00")
    case = a_case(slug, sari, sejak="2026-11-18")
    assert wib(case.due_at) == "2026-11-26 10:00"
    assert deadlines.effect_of_adding(date(2026, 11, 25)).moved == 1
    assert deadlines.effect_of_adding(date(2026, 11, 27)).moved == 0
    said = {"name": "Pilkada", "kind": "libur_daerah", "source": "SK Wali Kota"}
    calendar.add_holiday(on=date(2026, 11, 25), **said, by=hasan)
    run_jobs()
    assert wib(again(case).due_at) == "2026-11-27 10:00"
    letter = Message.objects.get(subject__contains="mundur")
    assert (letter.to, "27 November 2026" in letter.body) == (sari, True)


def test_redating_again_moves_nothing_twice(at, slug: str, sari: Person) -> None:
    calendar.load_holidays()
    run_jobs()
    at("2026-12-22 10:00")
    made = [a_case(slug, sari, sejak="2026-12-01") for _ in range(3)]
    calendar.withdraw_holiday(deadlines.standing().get(on=date(2026, 12, 24)), by=None)
    event = Event.objects.filter(name="deadlines.holiday_withdrawn").get()
    for _ in range(3):
        jobs.redate_for_a_withdrawn_holiday(event.pk)
    assert Event.objects.filter(name="cases.redated").count() == len(made)
    assert {wib(again(case).due_at) for case in made} == {"2026-12-24 10:00"}


def test_it_goes_in_batches_and_goes_on_where_it_stopped(
    at, slug: str, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar.load_holidays()
    run_jobs()
    at("2026-12-22 10:00")
    for _ in range(5):
        a_case(slug, sari, sejak="2026-12-01")
    calendar.withdraw_holiday(deadlines.standing().get(on=date(2026, 12, 24)), by=None)
    event = Event.objects.filter(name="deadlines.holiday_withdrawn").get()
    monkeypatch.setattr(jobs, "BATCH", 2)
    redate, batches = actions.redate, []

    def breaking(ids, *, because):
        batches.append(len(ids))
        if len(batches) == 2:
            raise RuntimeError("listrik padam")
        return redate(ids, because=because)

    monkeypatch.setattr(actions, "redate", breaking)
    with pytest.raises(RuntimeError):
        jobs.redate_for_a_withdrawn_holiday(event.pk)
    jobs.redate_for_a_withdrawn_holiday(event.pk)
    assert batches == [2, 2, 2, 2, 1]
    assert Event.objects.filter(name="cases.redated").count() == 5


def test_steps_beside_get_new_times_too(at, sari: Person) -> None:
    officer("rudi", "Rudi Ginting", ["verify"], "diskominfo")
    at("2026-11-24 20:00")
    a_case(a_walk(VERIFY + FIELD + 'beside = "verifikasi"\n'), sari, sejak="2026-11-18")
    assert wib(SideStep.objects.get().due_at) == "2026-11-25 04:00"
    said = {"name": "Pilkada", "kind": "libur_daerah", "source": "SK Wali Kota"}
    calendar.add_holiday(on=date(2026, 11, 25), **said, by=None)
    run_jobs()
    assert wib(SideStep.objects.get().due_at) == "2026-11-26 04:00"


def test_several_correction_rounds_are_added_up(at, slug: str, sari: Person, wulan: Person) -> None:
    at("2026-11-26 10:00")  # Thursday
    case = a_case(slug, sari, sejak="2026-11-18")
    assert wib(case.due_at) == "2026-11-30 10:00"
    for begun, ended in (("2026-11-26 12:00", "2026-11-26 18:00"), ("2026-11-27 12:00", "2026-11-30 12:00")):
        at(begun)
        cases.ask_correction(again(case), {"keperluan": "Sebut sekolahnya."}, by=wulan)
        at(ended)
        cases.repair(again(case), {"keperluan": f"Mendaftar SD {begun}"}, by=sari)
    # 6 hours on Thursday, 24 from Friday noon to Monday noon
    assert wib(again(case).due_at) == "2026-12-01 16:00"


def test_the_walk_of_time_is_told_on_the_timeline(at, client: Client, sari: Person, wulan: Person) -> None:
    at("2026-11-19 10:00")
    case = a_case(a_walk(LADDER), sari, sejak="2026-11-18")
    at("2026-11-19 18:05")
    jobs.climb_ladders(0)
    client.force_login(sari)
    assert "Petugas diingatkan" in client.get(case.get_absolute_url()).content.decode()
    assert again(case).due_at - case.submitted_at >= timedelta(hours=48)
