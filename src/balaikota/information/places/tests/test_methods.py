"""Hours as people write them, and what they say of a moment. Pure: no database."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balaikota.information.places import methods
from balaikota.information.places.methods import (
    ALL_DAY,
    DAY,
    Exceptional,
    Span,
    Timetable,
    hours_text,
    spans_of,
    state,
)
from balaikota.kit.typed import Unfit

#: On a busy machine drawing examples is slow, and that says nothing about hours.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MONDAY = datetime(2026, 11, 30)
OFFICE = Timetable(dict.fromkeys(range(4), spans_of("08-12, 13-16")) | {4: spans_of("08.00-11.00")})


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("08.00-16.00", (Span(480, 960),)),
        ("8-12, 13.30 - 16", (Span(480, 720), Span(810, 960))),
        ("pukul 08:00 s/d 16:00 WIB", (Span(480, 960),)),
        ("08.00 sampai 12.00 dan 13.00 hingga 15.00", (Span(480, 720), Span(780, 900))),
        ("22.00–06.00", (Span(1320, 1800),)),
        ("20.00-24.00", (Span(1200, 1440),)),
        ("24 jam", ALL_DAY),
        ("Buka 24 Jam", ALL_DAY),
        ("00.00-24.00", ALL_DAY),
        ("00.00-00.00", ALL_DAY),
        ("tutup", ()),
        ("  ", ()),
        ("-", ()),
        ("libur", ()),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, spans: tuple) -> None:
    assert spans_of(typed) == spans


@pytest.mark.parametrize(
    "typed",
    [
        "pagi",
        "08.00",
        "08-12, 11-13",
        "25.00-26.00",
        "24.00-06.00",
        "8-9,10-11,12-13,14-15,16-17,18-19,20-21",
    ],
)
def test_what_cannot_be_hours_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Unfit) as refused:
        spans_of(typed)
    assert refused.value.sentence.endswith(".")


@st.composite
def days(draw: st.DrawFn) -> tuple[Span, ...]:
    """Spans of one day that do not overlap; the last may reach into the next day."""
    cuts = sorted(draw(st.sets(st.integers(0, DAY - 1), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    spans = [Span(begins, ends) for begins, ends in pairs]
    if len(cuts) % 2:
        spans.append(Span(cuts[-1], draw(st.integers(cuts[-1] + 1, cuts[-1] + DAY))))
    return tuple(spans[: methods.MOST_SPANS])


@calm
@given(days())
def test_hours_written_down_are_read_again(spans: tuple[Span, ...]) -> None:
    assert spans_of(hours_text(spans)) == spans


@calm
@given(st.text(max_size=60))
def test_any_text_is_hours_or_a_sentence(typed: str) -> None:
    try:
        spans = spans_of(typed)
    except Unfit:
        return
    assert spans_of(hours_text(spans)) == spans


tables = st.builds(
    Timetable,
    week=st.dictionaries(st.integers(0, 6), days(), max_size=7),
    exceptions=st.dictionaries(
        st.integers(-2, 10).map(lambda n: MONDAY.date() + timedelta(days=n)),
        st.builds(Exceptional, days(), st.just("rapat")),
        max_size=3,
    ),
    holidays=st.dictionaries(
        st.integers(-2, 10).map(lambda n: MONDAY.date() + timedelta(days=n)), st.just("libur"), max_size=3
    ),
)
moments = st.integers(0, 7 * DAY - 1).map(lambda n: MONDAY + timedelta(minutes=n))


def is_open(table: Timetable, at: datetime) -> bool:
    """The same question asked minute by minute, without looking ahead."""
    return any(
        span.begins <= (at - datetime.combine(day, datetime.min.time())).total_seconds() / 60 < span.ends
        for day in (at.date(), at.date() - timedelta(days=1))
        for span in table.spans_on(day)
    )


@calm
@given(tables, moments)
def test_open_is_what_the_spans_of_today_and_yesterday_say(table: Timetable, at: datetime) -> None:
    assert state(table, at).is_open == is_open(table, at)


@calm
@given(tables, moments)
def test_until_then_nothing_changes_and_then_it_does(table: Timetable, at: datetime) -> None:
    told = state(table, at)
    if told.until is None:
        return
    assert told.until > at
    assert is_open(table, told.until) != told.is_open
    steps = int((told.until - at).total_seconds() // 60)
    for n in range(0, steps, max(1, steps // 25)):
        assert is_open(table, at + timedelta(minutes=n)) == told.is_open


@calm
@given(tables, moments)
def test_a_place_that_never_opens_again_is_closed_for_three_weeks(table: Timetable, at: datetime) -> None:
    told = state(table, at)
    if told.is_known and not told.is_open and told.until is None:
        for hours in range(0, (methods.HORIZON - 1) * 24, 7):
            assert not is_open(table, at + timedelta(hours=hours))


def said(table: Timetable, at: datetime) -> str:
    return methods.sentence(state(table, at), at)


def test_a_resident_reads_when_it_opens_again() -> None:
    assert said(OFFICE, MONDAY.replace(hour=9)) == "Buka sekarang, sampai pukul 12.00."
    assert said(OFFICE, MONDAY.replace(hour=12, minute=30)) == "Tutup sekarang. Buka lagi pukul 13.00."
    assert said(OFFICE, MONDAY.replace(hour=16)) == "Tutup sekarang. Buka lagi besok pukul 08.00."
    friday = MONDAY + timedelta(days=4, hours=11)
    assert said(OFFICE, friday) == "Tutup sekarang. Buka lagi Senin pukul 08.00."


def test_a_day_off_says_which() -> None:
    holiday = Timetable(OFFICE.week, holidays={date(2026, 11, 30): "libur nasional, Hari Contoh"})
    assert (
        said(holiday, MONDAY.replace(hour=9))
        == "Tutup: libur nasional, Hari Contoh. Buka lagi besok pukul 08.00."
    )
    sunday_holiday = Timetable(OFFICE.week, holidays={date(2026, 11, 29): "libur nasional, Hari Contoh"})
    assert (
        said(sunday_holiday, MONDAY - timedelta(hours=12)) == "Tutup sekarang. Buka lagi besok pukul 08.00."
    )


def test_an_exception_goes_before_a_day_off() -> None:
    off = date(2026, 11, 30)
    table = Timetable(OFFICE.week, {off: Exceptional(spans_of("09-10"), "piket")}, {off: "libur nasional"})
    assert said(table, MONDAY.replace(hour=9, minute=30)) == "Buka sekarang, sampai pukul 10.00."


def test_a_night_goes_on_after_midnight() -> None:
    night = Timetable({0: spans_of("22.00-02.00")})
    assert said(night, MONDAY.replace(hour=23)) == "Buka sekarang, sampai besok pukul 02.00."
    assert said(night, MONDAY + timedelta(days=1, hours=1)) == "Buka sekarang, sampai pukul 02.00."
    assert not state(night, MONDAY + timedelta(days=1, hours=2)).is_open


def test_round_the_clock_has_no_end() -> None:
    always = Timetable(dict.fromkeys(range(7), ALL_DAY))
    assert said(always, MONDAY.replace(hour=3)) == "Buka 24 jam."


def test_nobody_told_us_is_not_closed() -> None:
    assert said(Timetable(), MONDAY) == "Jam buka belum kami ketahui."


def test_a_far_opening_has_its_date() -> None:
    closed = {date(2026, 11, 30) + timedelta(days=n): Exceptional((), "renovasi") for n in range(9)}
    assert (
        said(Timetable(OFFICE.week, closed), MONDAY) == "Tutup: renovasi. Buka lagi 9 Desember pukul 08.00."
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("(061) 451-2345", "+62614512345"),
        ("112", "112"),
        ("1500 123", "1500123"),
        ("", ""),
        ("+65 6221 4141", "+6562214141"),
    ],
)
def test_telephones_are_kept_as_they_are_dialled(typed: str, kept: str) -> None:
    assert methods.telephone(typed) == kept


def test_what_is_no_telephone_is_refused() -> None:
    for typed in ("12", "tidak ada", "0" * 30):
        with pytest.raises(Unfit):
            methods.telephone(typed)


@calm
@given(st.floats(-89, 89), st.floats(-179, 179), st.floats(-89, 89), st.floats(-179, 179))
def test_distance_is_the_same_both_ways_and_at_most_half_round_the_earth(
    a: float, b: float, c: float, d: float
) -> None:
    there, back = methods.distance_km((a, b), (c, d)), methods.distance_km((c, d), (a, b))
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20_016


def test_a_degree_of_latitude_is_111_km() -> None:
    assert methods.distance_km((3, 98), (4, 98)) == pytest.approx(111.19, abs=0.01)


def test_where_somebody_is_becomes_a_rough_place() -> None:
    assert methods.near("3.58912345,98.67321") == (3.589, 98.673)
    for typed in ("", "3.5", "a,b", "3,98,1", "nan,98", "95,10"):
        assert methods.near(typed) is None


def test_search_engines_read_the_hours() -> None:
    table = Timetable({0: spans_of("22-02"), 6: ALL_DAY}, {date(2026, 12, 1): Exceptional((), "rapat")})
    monday, sunday, special = methods.schema_hours(table)
    assert (monday["dayOfWeek"], monday["opens"], monday["closes"]) == ("Monday", "22:00", "02:00")
    assert (sunday["opens"], sunday["closes"]) == ("00:00", "23:59")
    assert (special["validFrom"], special["opens"], special["closes"]) == ("2026-12-01", "00:00", "00:00")


def test_facts_survive_being_written_down() -> None:
    facts = methods.Facts(
        "A", "kantor", "Jalan 1", "12.71.01.1001", 3.5, 98.6, access=("lift",), week=OFFICE.week
    )
    assert methods.Facts.from_row(facts.as_row()) == facts
