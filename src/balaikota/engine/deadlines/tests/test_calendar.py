"""The working calendar of the city."""

import tomllib
from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from balaikota.engine.deadlines import actions, queries
from balaikota.engine.deadlines.models import Holiday
from balaikota.foundation.audit.models import Event
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.kit.worktime import WIB

pytestmark = pytest.mark.django_db


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def test_the_file_holds_the_holidays_of_two_years_with_their_ground() -> None:
    rows = tomllib.loads(actions.DATA.read_text())["holidays"]
    kinds = [(row["on"].year, row["kind"]) for row in rows]
    assert kinds.count((2026, "libur_nasional")) == 17
    assert kinds.count((2026, "cuti_bersama")) == 8
    assert kinds.count((2027, "libur_nasional")) == 18
    assert kinds.count((2027, "cuti_bersama")) == 8
    assert len({row["on"] for row in rows}) == len(rows)
    assert all(row["source"] and isinstance(row["verified"], bool) for row in rows)
    # Cuti bersama is leave on a working day; on a weekend it would be a slip in the file.
    assert all(row["on"].weekday() < 5 for row in rows if row["kind"] == "cuti_bersama")


def test_loading_twice_adds_nothing_and_records_one_event() -> None:
    assert actions.load_holidays() == 51
    assert actions.load_holidays() == 0
    assert Holiday.objects.count() == 51
    assert Event.objects.filter(name="deadlines.holidays_loaded").count() == 1


def test_weekends_holidays_and_cuti_bersama_are_no_working_days() -> None:
    call_command("load_holidays", verbosity=0)
    assert queries.is_working(date(2026, 11, 25))
    assert not queries.is_working(date(2026, 11, 28))
    assert not queries.is_working(date(2026, 12, 24))
    assert not queries.is_working(date(2026, 12, 25))
    assert queries.holidays(2026)[0].on == date(2026, 1, 1)


def test_one_working_day_before_christmas_is_due_after_it() -> None:
    actions.load_holidays()
    assert queries.due_at(wib("2026-12-23T15:30"), 24) == wib("2026-12-28T15:30")
    assert queries.hours_between(wib("2026-12-23T15:30"), wib("2026-12-28T15:30")) == 24


def test_a_withdrawn_holiday_counts_as_a_working_day_at_once_and_keeps_its_row() -> None:
    actions.load_holidays()
    christmas_eve = queries.standing().get(on=date(2026, 12, 24))
    assert queries.due_at(wib("2026-12-23T15:30"), 24) == wib("2026-12-28T15:30")
    actions.withdraw_holiday(christmas_eve, by=None)
    assert queries.due_at(wib("2026-12-23T15:30"), 24) == wib("2026-12-24T15:30")
    assert Holiday.objects.get(pk=christmas_eve.pk).withdrawn_at is not None
    assert actions.load_holidays() == 0, "loading again does not bring it back"
    with pytest.raises(Refusal, match="sudah dicabut"):
        actions.withdraw_holiday(christmas_eve, by=None)


def test_a_withdrawal_that_is_rolled_back_never_happened() -> None:
    actions.load_holidays()
    with transaction.atomic():
        actions.withdraw_holiday(queries.standing().get(on=date(2026, 12, 24)), by=None)
        assert queries.is_working(date(2026, 12, 24))
        transaction.set_rollback(True)
    assert not queries.is_working(date(2026, 12, 24))


def test_a_resident_does_not_change_the_calendar() -> None:
    actions.load_holidays()
    with pytest.raises(Refusal):
        actions.withdraw_holiday(queries.standing().first(), by=Person.objects.create(name="Sari Lestari"))


def test_a_changed_decree_replaces_the_row_and_keeps_the_old_one(tmp_path) -> None:
    text = """[[holidays]]
    on = 2028-01-03
    name = "Tahun Baru"
    kind = "libur_nasional"
    source = "{}"
    verified = true"""
    file = tmp_path / "holidays.toml"
    file.write_text(text.format("SKB A"))
    assert actions.load_holidays(file) == 1
    file.write_text(text.format("SKB B"))
    assert actions.load_holidays(file) == 1
    assert queries.standing().get(on=date(2028, 1, 3)).source == "SKB B"
    assert Holiday.objects.filter(on=date(2028, 1, 3)).count() == 2


def test_a_due_time_costs_one_query_however_far_it_is() -> None:
    actions.load_holidays()
    with CaptureQueriesContext(
        connection,
    ) as seen:
        queries.due_at(wib("2026-01-05T08:00"), 24 * 60)
    assert len(seen) == 1
