"""The score: symmetric, silent about what is missing, and never alarmed by little."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.engine.likeness import methods
from balaikota.engine.likeness.methods import Record, score
from balaikota.engine.likeness.tests.townsfolk import FAMILIES, MEN, WOMEN

name = st.tuples(st.sampled_from(MEN + WOMEN), st.sampled_from(FAMILIES)).map(" ".join)
nik = st.integers(min_value=10**15, max_value=10**16 - 1).map(str)
day = st.dates(min_value=date(1940, 1, 1), max_value=date(2026, 11, 25))


def maybe(strategy: st.SearchStrategy, empty: object = "") -> st.SearchStrategy:
    return st.one_of(st.just(empty), strategy)


RECORDS = st.builds(
    Record,
    name=maybe(name),
    nik=maybe(nik),
    born_on=maybe(day, None),
    born_at=maybe(st.sampled_from(["Medan", "Kota Medan", "Binjai", "Tebing Tinggi", "Tebingtinggi"])),
    sex=maybe(st.sampled_from(["laki-laki", "perempuan"])),
    mother=maybe(name),
    mother_nik=maybe(nik),
    household=maybe(st.sampled_from(["a", "b"])),
    order=maybe(st.sampled_from(["1", "2"])),
    is_plural=st.booleans(),
    happened_on=maybe(day, None),
    applicant=maybe(st.sampled_from(["x", "y"])),
)
EMPTY = Record()
WHOLE = Record(
    name="Muhammad Rizki Ramadhan",
    nik="1271012305949991",
    born_on=date(1994, 5, 23),
    born_at="Medan",
    sex="laki-laki",
    mother="Nurhayati Lubis",
)


@given(RECORDS, RECORDS)
def test_it_does_not_matter_who_comes_first(a: Record, b: Record) -> None:
    assert score(a, b).bits == score(b, a).bits
    assert score(a, b).is_enough == score(b, a).is_enough


@given(RECORDS.filter(lambda one: one.name and one.born_on))
def test_a_complete_record_is_itself(record: Record) -> None:
    whole = replace(WHOLE, name=record.name, born_on=record.born_on, is_plural=False)
    itself = score(whole, whole)
    assert itself.is_enough
    assert itself.bits >= methods.THRESHOLDS[-1]


@given(RECORDS, RECORDS, st.sampled_from([each.name for each in fields(Record)]))
def test_a_missing_blank_weighs_exactly_nothing(a: Record, b: Record, blank: str) -> None:
    """Taking a blank away takes its own weight away and touches no other comparison."""
    less = score(replace(a, **{blank: getattr(EMPTY, blank)}), b)
    kept = {point for point in score(a, b).points if point in less.points}
    own = {"mother", "mother_nik", "order", "name", "is_plural"} if blank != "twins" else set()
    tied = {blank} | ({"mother", "twins"} if blank in own else set())
    assert all(point.field in tied for point in set(score(a, b).points) ^ kept)
    assert less.bits == pytest.approx(sum(point.bits for point in less.points), abs=0.01)


@given(RECORDS, st.sets(st.sampled_from(["nik", "born_on", "born_at", "sex", "mother", "household"])))
def test_what_is_missing_never_makes_two_records_more_alike(record: Record, blanks: set[str]) -> None:
    """Of a record and itself everything agrees: each blank that goes can only lower the score."""
    record = replace(record, is_plural=False)
    less = replace(record, **{blank: getattr(EMPTY, blank) for blank in blanks if blank != "mother"})
    assert score(less, record).bits <= score(record, record).bits + 0.001


@given(RECORDS)
def test_an_incomplete_record_raises_no_alarm(record: Record) -> None:
    """A name alone, or with place, sex, family and a stand-in date, is never enough."""
    poor = Record(name=record.name, born_at="Medan", sex="laki-laki", household="a", born_on=date(1970, 1, 1))
    assert not score(poor, poor).is_enough
    assert not score(poor, record).is_enough or record.born_on == poor.born_on
    assert not score(EMPTY, record).is_enough
    assert score(EMPTY, record).bits == 0


def test_a_shared_birthday_without_a_name_is_no_alarm() -> None:
    a, b = (
        Record(born_on=date(1994, 5, 23), sex="perempuan"),
        Record(born_on=date(1994, 5, 23), sex="perempuan"),
    )
    assert not score(a, b).is_enough


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        (date(1994, 5, 3), date(1994, 3, 5), "swapped"),
        (date(1994, 5, 23), date(1949, 5, 23), "year_slip"),
        (date(1994, 5, 23), date(1995, 5, 23), "year_slip"),
        (date(1994, 5, 23), date(1994, 5, 28), "day_slip"),
        (date(1994, 5, 23), date(1994, 5, 23), "same"),
        (date(1994, 1, 1), date(1994, 1, 1), "same_stand_in"),
        (date(1994, 1, 1), date(1994, 5, 23), "year_only"),
        (date(1994, 12, 31), date(1994, 7, 1), "year_only"),
        (date(1994, 5, 23), date(1987, 11, 2), "different"),
        (None, date(1987, 11, 2), ""),
    ],
)
def test_dates_go_wrong_in_a_few_ways(a: date | None, b: date, level: str) -> None:
    assert score(Record(born_on=a), Record(born_on=b)).level("born_on") == level


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("1271012305949991", "1271012305949991", "same"),
        ("1271012305949991", "1271012305849991", "slip"),
        ("1271012305949991", "1271013205949991", "slip"),
        ("1271012305949991", "1271012305949992", "different"),
    ],
)
def test_the_serial_of_a_nik_tells_twins_apart(a: str, b: str, level: str) -> None:
    assert score(Record(nik=a), Record(nik=b)).level("nik") == level


def test_twins_are_two_children() -> None:
    born = {
        "born_on": date(2026, 5, 23),
        "born_at": "Medan",
        "sex": "perempuan",
        "mother_nik": "1271215703859992",
    }
    a = Record(name="Melati Putri", order="2", is_plural=True, **born)
    b = Record(name="Mawar Putri", order="3", is_plural=True, **born)
    assert score(a, b).bits < methods.DEFAULT
    again = replace(a, name="Melati Putry")
    assert score(a, again).bits >= methods.DEFAULT


def test_one_delivery_under_two_names_is_noticed() -> None:
    born = {
        "born_on": date(2026, 5, 23),
        "born_at": "Medan",
        "sex": "perempuan",
        "mother_nik": "1271215703859992",
    }
    seen = score(Record(name="Melati Putri", **born), Record(name="Kenanga Ayu", **born))
    assert seen.is_enough
    assert seen.bits >= methods.DEFAULT
    brother = Record(name="Bagas Putra", **born | {"sex": "laki-laki"})
    assert not score(Record(name="Melati Putri", **born), brother).is_enough


def test_sisters_are_not_each_other() -> None:
    family = {
        "mother": "Nurhayati Lubis",
        "mother_nik": "1271215703859992",
        "born_at": "Medan",
        "household": "a",
    }
    a = Record(name="Fitri Lubis", born_on=date(2019, 4, 2), sex="perempuan", **family)
    b = Record(name="Fitra Lubis", born_on=date(2021, 8, 9), sex="laki-laki", **family)
    assert score(a, b).bits < methods.DEFAULT


def test_alike_records_share_a_fingerprint_and_strangers_none() -> None:
    a = methods.keys(WHOLE, "orang")
    for slip in (
        replace(WHOLE, name="M. Rizky Ramadan", nik=""),
        replace(WHOLE, born_on=date(1995, 5, 23), nik="", name="Rizki Ramadhan"),
        replace(WHOLE, nik="", born_on=date(1994, 5, 28)),
    ):
        assert set(a) & set(methods.keys(slip, "orang"))
    stranger = Record(name="Togar Sitorus", born_on=date(1994, 5, 23), born_at="Medan", sex="laki-laki")
    assert not set(a) & set(methods.keys(stranger, "orang"))
    assert not set(a) & set(methods.keys(WHOLE, "kelahiran"))
    assert all(-(2**63) <= key < 2**63 for key in a)


def test_every_comparison_has_its_words_and_weight() -> None:
    for field, levels in methods.LEVELS.items():
        for level in levels:
            (told,) = methods.reasons([[field, level]])
            assert str(told.text)
            assert field in methods.LABELS
    assert all(
        level.m <= 1 and 0 < level.u <= 1 for levels in methods.LEVELS.values() for level in levels.values()
    )
