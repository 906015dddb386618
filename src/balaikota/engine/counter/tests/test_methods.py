"""Times over holidays and month ends, the calendar file read strictly, and the median wait."""

import itertools
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.engine.counter import methods
from balaikota.kit.worktime import WIB


@dataclass(frozen=True)
class Hours:
    weekday: int
    from_time: time
    until_time: time
    minutes: int
    capacity: int


CLOCK = st.times(time(6), time(20)).map(lambda each: each.replace(second=0, microsecond=0))
HOURS = st.builds(Hours, st.integers(0, 6), CLOCK, CLOCK, st.integers(5, 240), st.integers(1, 9)).filter(
    lambda each: each.from_time < each.until_time
)
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))  # leap days, month ends, ends of years


@given(DAYS, st.lists(HOURS, max_size=6), st.sets(DAYS, max_size=5))
def test_no_time_lies_on_a_day_off_outside_the_hours_or_over_the_end(
    day: date, openings: list[Hours], off: set[date]
) -> None:
    times = methods.times_on(day, openings, lambda each: each not in off)
    assert not (day in off and times)
    assert [one.starts_at for one in times] == sorted({one.starts_at for one in times})
    for one in times:
        here = one.starts_at.astimezone(WIB)
        assert here.date() == day
        assert any(
            each.weekday == day.weekday()
            and each.from_time <= here.time()
            and one.ends_at <= datetime.combine(day, each.until_time, WIB)
            and (each.minutes, each.capacity) == (one.minutes, one.capacity)
            for each in openings
        )


@given(DAYS, HOURS)
def test_hours_give_as_many_times_as_fit(day: date, hours: Hours) -> None:
    day += timedelta(days=(hours.weekday - day.weekday()) % 7)
    open_for = datetime.combine(day, hours.until_time) - datetime.combine(day, hours.from_time)
    times = methods.times_on(day, [hours], lambda _day: True)
    assert len(times) == open_for // timedelta(minutes=hours.minutes)
    assert all(
        b.starts_at - a.starts_at == timedelta(minutes=hours.minutes) for a, b in itertools.pairwise(times)
    )


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC)),
    st.lists(HOURS, max_size=3),
)
def test_the_list_ahead_begins_after_now_and_ends_after_thirty_days(
    now: datetime, openings: list[Hours]
) -> None:
    times = methods.times_ahead(now, openings, lambda _day: True)
    assert all(now < one.starts_at <= now + timedelta(days=methods.AHEAD) for one in times)
    assert {one.starts_at.astimezone(WIB).date() for one in times} <= {
        now.astimezone(WIB).date() + timedelta(days=each) for each in range(methods.AHEAD)
    }


def test_the_eve_of_a_holiday_keeps_its_times_and_the_holiday_has_none() -> None:
    hours = [Hours(weekday, time(9), time(10), 30, 1) for weekday in range(7)]
    times = methods.times_ahead(
        datetime(2026, 12, 24, 0, tzinfo=WIB), hours, lambda each: each != date(2026, 12, 25), days=3
    )
    assert [f"{one.starts_at:%d %H.%M}" for one in times] == ["24 09.00", "24 09.30", "26 09.00", "26 09.30"]


@pytest.mark.parametrize(("waits", "minutes"), [([], None), ([0], 0), ([61], 2), ([60, 300, 3600], 5)])
def test_the_usual_wait_is_the_median_in_whole_minutes(waits: list[int], minutes: int | None) -> None:
    assert methods.typical_wait(timedelta(seconds=each) for each in waits) == minutes


# --- the calendar file ----------------------------------------------------------------------------


def read(text: str) -> list[tuple[str, str]]:
    """RFC 5545 read strictly: CRLF, at most 75 octets a line, names in capitals, parts closed in order."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    lines = text[:-2].split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    rows, opened = [], []
    for line in re.sub("\r\n ", "", text)[:-2].split("\r\n"):
        match = re.fullmatch(r"([A-Z][A-Z-]*)((?:;[A-Z-]+=[^:;]+)*):(.*)", line)
        assert match, line
        name, _parameters, value = match.groups()
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f]", value)
        if name == "BEGIN":
            opened.append(value)
        elif name == "END":
            assert opened.pop() == value
        rows.append((f"{opened[-1] if opened else ''}.{name}", value))
    assert opened == []
    return rows


def plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda each: "\n" if each[1] in "nN" else each[1], value)


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


@given(
    TEXT,
    TEXT,
    st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1), timezones=st.just(WIB)),
    st.integers(0, 99),
)
def test_a_calendar_file_is_read_back_whatever_the_service_is_called(
    summary: str, place: str, at: datetime, sequence: int
) -> None:
    at = at.replace(microsecond=0)
    entry = methods.Entry(
        "1@kota", sequence, at, at, at + timedelta(minutes=30), summary, place, "x", "https://kota/"
    )
    rows = dict(read(methods.calendar_file(entry)))
    kept = re.sub("\r\n|\r", "\n", summary)
    assert plain(rows["VEVENT.SUMMARY"]) == re.sub("[\x00-\x08\x0b-\x1f\x7f]", "", kept)
    assert datetime.strptime(rows["VEVENT.DTSTART"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) == at
    assert rows["VEVENT.SEQUENCE"] == str(sequence)


def test_a_calendar_file_has_what_the_standard_wants_once() -> None:
    at = datetime(2026, 11, 30, 9, tzinfo=WIB)
    entry = methods.Entry(
        "1@kota", 0, at, at, at + timedelta(minutes=15), "Janji; temu, ya", "Loket", "x", "u"
    )
    rows = read(methods.calendar_file(entry))
    names = [name for name, _value in rows]
    for wanted in ("VCALENDAR.VERSION", "VCALENDAR.PRODID", "VEVENT.UID", "VEVENT.DTSTAMP", "VEVENT.DTSTART"):
        assert names.count(wanted) == 1, wanted
    assert dict(rows)["VEVENT.DTSTART"] == "20261130T020000Z"
    assert dict(rows)["VEVENT.SUMMARY"] == r"Janji\; temu\, ya"
    assert dict(rows)["VEVENT.STATUS"] == "CONFIRMED"
