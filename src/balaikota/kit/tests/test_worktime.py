"""Clocks that stand still on days off."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.kit.worktime import WIB, add_hours, clock_starts, day_of, hours_between

CHRISTMAS = {date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1)}


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def december(day: date) -> bool:
    return weekdays(day) and day not in CHRISTMAS


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-25T10:00", 24, "2026-11-26T10:00"),
        ("2026-11-27T16:00", 24, "2026-11-30T16:00"),
        ("2026-11-28T09:00", 24, "2026-12-01T00:00"),
        ("2026-11-29T23:59", 0, "2026-11-30T00:00"),
        ("2026-12-23T15:30", 24, "2026-12-28T15:30"),
        ("2026-12-31T15:30", 24, "2027-01-04T15:30"),
        ("2026-12-23T00:00", 24, "2026-12-28T00:00"),
        ("2026-11-25T10:00", 0.5, "2026-11-25T10:30"),
        ("2028-02-28T08:00", 24, "2028-02-29T08:00"),
    ],
)
def test_a_limit_skips_days_off(start: str, hours: float, due: str) -> None:
    assert add_hours(wib(start), hours, december) == wib(due)


def test_the_day_is_the_day_in_wib() -> None:
    assert day_of(datetime(2026, 11, 27, 17, 0, tzinfo=UTC)) == date(2026, 11, 28)
    # 17:00 UTC on Friday is Saturday in the city: the clock begins on Monday.
    assert clock_starts(datetime(2026, 11, 27, 17, 0, tzinfo=UTC), weekdays) == wib("2026-11-30T00:00")


def test_hours_between_leaves_days_off_out() -> None:
    assert hours_between(wib("2026-12-23T12:00"), wib("2026-12-28T12:00"), december) == 24
    assert hours_between(wib("2026-12-28T12:00"), wib("2026-12-23T12:00"), december) == -24
    assert hours_between(wib("2026-12-26T12:00"), wib("2026-12-27T12:00"), december) == 0


def test_time_without_a_zone_or_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        add_hours(datetime(2026, 11, 25), 1, weekdays)
    with pytest.raises(ValueError, match="forward"):
        add_hours(wib("2026-11-25T10:00"), -1, weekdays)
    with pytest.raises(ValueError, match="no working day"):
        add_hours(wib("2026-11-25T10:00"), 1, lambda day: False)


moments = st.datetimes(datetime(2019, 1, 1), datetime(2035, 1, 1), timezones=st.sampled_from([WIB, UTC]))
hours = st.integers(0, 24 * 60 * 60).map(lambda minutes: minutes / 60)
days_off = st.frozensets(st.integers(0, 400), max_size=60)


def calendar(start: datetime, off: frozenset[int]):
    closed = {day_of(start) + timedelta(days=n) for n in off}
    return lambda day: weekdays(day) and day not in closed


@given(start=moments, hours=hours, off=days_off)
def test_a_due_time_never_lands_on_a_day_off_and_is_undone_by_hours_between(start, hours, off) -> None:
    is_working = calendar(start, off)
    due = add_hours(start, hours, is_working)
    assert is_working(day_of(due))
    assert due >= start
    assert hours_between(start, due, is_working) == pytest.approx(hours, abs=1e-6)


@given(start=moments, hours=hours, more=hours, off=days_off)
def test_more_hours_never_end_earlier(start, hours, more, off) -> None:
    is_working = calendar(start, off)
    assert add_hours(start, hours + more, is_working) >= add_hours(start, hours, is_working)


@given(start=moments, later=st.timedeltas(timedelta(0), timedelta(days=90)), hours=hours, off=days_off)
def test_who_comes_first_is_due_first(start, later, hours, off) -> None:
    is_working = calendar(start, off)
    assert add_hours(start, hours, is_working) <= add_hours(start + later, hours, is_working)


@given(year=st.integers(2020, 2040), month=st.integers(1, 12), days=st.integers(1, 60))
def test_whole_days_from_the_end_of_any_month_keep_the_time_of_day(year: int, month: int, days: int) -> None:
    end = datetime(year + month // 12, month % 12 + 1, 1, 14, 30, tzinfo=WIB) - timedelta(days=1)
    due = add_hours(end, 24 * days, weekdays)
    assert weekdays(day_of(due))
    assert (due.hour, due.minute) == ((14, 30) if weekdays(end.date()) else (0, 0))
