"""Due times against a slow clock that walks minute by minute, over holidays, pauses and month ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from balaikota.engine.deadlines.methods import Span, due_after, run_between
from balaikota.kit.worktime import WIB, Calendar, hours_between

#: Around the end of a month, the turn of a year and the last of February.
EDGES = [
    datetime(2026, 11, 27, tzinfo=WIB),
    datetime(2026, 12, 29, tzinfo=WIB),
    datetime(2028, 2, 25, tzinfo=WIB),
]
MINUTE = timedelta(minutes=1)
SPAN = 14 * 24 * 60

starts = st.builds(
    lambda edge, minutes: EDGES[edge] + timedelta(minutes=minutes),
    st.integers(0, 2),
    st.integers(0, 4 * 24 * 60),
)
limits = st.integers(1, 4 * 24 * 60)
days_off = st.frozensets(st.integers(0, 20), max_size=8)


@st.composite
def rounds(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Up to five correction rounds, in minutes after the start, one after the other."""
    marks = sorted(draw(st.lists(st.integers(0, SPAN), max_size=10, unique=True)))
    return list(zip(marks[::2], marks[1::2], strict=False))


def calendar_of(start: datetime, off: frozenset[int]) -> Calendar:
    first = start.astimezone(WIB).date()
    closed = {first + timedelta(days=each) for each in off}
    return lambda day: day.weekday() < 5 and day not in closed


def spans_of(start: datetime, pauses: list[tuple[int, int]]) -> list[Span]:
    return [(start + begun * MINUTE, start + ended * MINUTE) for begun, ended in pauses]


def slow_clock(start: datetime, minutes: int, pauses: list[Span], is_working: Calendar) -> datetime:
    """Walks every minute: the first running minute after the limit has been used up."""
    now, left = start, minutes
    working: dict[date, bool] = {}
    while True:
        day = now.astimezone(WIB).date()
        if day not in working:
            working[day] = is_working(day)
        if working[day] and not any(begun <= now < ended for begun, ended in pauses):
            if left == 0:
                return now
            left -= 1
        now += MINUTE


@settings(max_examples=150, deadline=None)
@given(starts, limits, rounds(), days_off)
@example(EDGES[0] + timedelta(hours=16), 24 * 60, [], frozenset())
@example(EDGES[1] + timedelta(hours=10), 2 * 24 * 60, [(60, 26 * 60), (30 * 60, 80 * 60)], frozenset({2, 3}))
def test_the_due_time_is_what_a_clock_walking_minute_by_minute_says(
    start: datetime, minutes: int, pauses: list[tuple[int, int]], off: frozenset[int]
) -> None:
    calendar, spans = calendar_of(start, off), spans_of(start, pauses)
    assert due_after(start, minutes / 60, spans, calendar) == slow_clock(start, minutes, spans, calendar)


@given(starts, limits, rounds(), days_off)
def test_nothing_is_due_before_it_was_submitted(
    start: datetime, minutes: int, pauses: list[tuple[int, int]], off: frozenset[int]
) -> None:
    calendar = calendar_of(start, off)
    due = due_after(start, minutes / 60, spans_of(start, pauses), calendar)
    assert due > start
    assert calendar(due.astimezone(WIB).date()), "and always on a working day"


@given(starts, limits, rounds(), days_off, st.data())
def test_one_more_pause_moves_it_by_exactly_the_working_hours_of_the_pause(
    start: datetime, minutes: int, pauses: list[tuple[int, int]], off: frozenset[int], data: st.DataObject
) -> None:
    calendar, spans = calendar_of(start, off), spans_of(start, pauses)
    before = due_after(start, minutes / 60, spans, calendar)
    latest = int((before - start) / MINUTE)
    after_last = max((ended for begun, ended in pauses if begun <= latest), default=0)
    begun = data.draw(st.integers(min(after_last, latest), latest))
    one = (start + begun * MINUTE, start + (begun + data.draw(st.integers(0, SPAN))) * MINUTE)
    earlier = [span for span in spans if span[1] <= one[0]]
    if due_after(start, minutes / 60, earlier, calendar) < one[0]:
        return  # it had run out before: see the next test
    moved = due_after(start, minutes / 60, [*earlier, one], calendar)
    paused = hours_between(*one, calendar)
    waited = hours_between(due_after(start, minutes / 60, earlier, calendar), moved, calendar)
    assert waited == pytest.approx(paused, abs=1e-6)


@given(starts, limits, rounds(), days_off)
def test_late_stays_late(
    start: datetime, minutes: int, pauses: list[tuple[int, int]], off: frozenset[int]
) -> None:
    calendar, spans = calendar_of(start, off), spans_of(start, pauses)
    due = due_after(start, minutes / 60, spans, calendar)
    later = (due + timedelta(days=1), due + timedelta(days=9))
    before = [span for span in spans if span[0] <= due]
    assert due_after(start, minutes / 60, [*before, later], calendar) == due


@given(starts, limits, rounds(), days_off, days_off)
def test_more_holidays_never_make_it_earlier(
    start: datetime, minutes: int, pauses: list[tuple[int, int]], off: frozenset[int], more: frozenset[int]
) -> None:
    spans = spans_of(start, pauses)
    few = due_after(start, minutes / 60, spans, calendar_of(start, off))
    assert due_after(start, minutes / 60, spans, calendar_of(start, off | more)) >= few


@given(starts, limits, rounds(), days_off)
def test_when_it_is_due_the_clock_has_run_its_hours_exactly(
    start: datetime, minutes: int, pauses: list[tuple[int, int]], off: frozenset[int]
) -> None:
    calendar, spans = calendar_of(start, off), spans_of(start, pauses)
    due = due_after(start, minutes / 60, spans, calendar)
    assert run_between(start, due, spans, calendar) == pytest.approx(minutes / 60, abs=1e-6)


@given(starts, limits, rounds(), days_off)
def test_the_zone_of_the_server_does_not_matter(
    start: datetime, minutes: int, pauses: list[tuple[int, int]], off: frozenset[int]
) -> None:
    calendar, spans = calendar_of(start, off), spans_of(start, pauses)
    in_utc = [(begun.astimezone(UTC), ended.astimezone(UTC)) for begun, ended in spans]
    assert due_after(start.astimezone(UTC), minutes / 60, in_utc, calendar) == due_after(
        start, minutes / 60, spans, calendar
    )
