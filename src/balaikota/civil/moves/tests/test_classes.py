"""The class of a move follows from two region codes; relations follow from a new head."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from balaikota.civil.moves.methods import classify, day_of_move, last_day, relation_to
from balaikota.civil.moves.models import Klasifikasi
from balaikota.foundation.people.models import Shdk

two = st.integers(11, 94).map(str)
four = st.integers(1001, 2999).map(str)
villages = st.tuples(two, two, two, four).map(".".join)
regions = st.tuples(villages, st.integers(1, 4)).map(lambda pair: ".".join(pair[0].split(".")[: pair[1]]))


@given(villages, villages)
def test_the_class_is_that_of_the_first_part_that_differs(here: str, there: str) -> None:
    shared = 0
    for one, other in zip(here.split("."), there.split("."), strict=True):
        if one != other:
            break
        shared += 1
    expected = [
        Klasifikasi.ANTAR_PROVINSI,
        Klasifikasi.ANTAR_KOTA,
        Klasifikasi.ANTAR_KECAMATAN,
        Klasifikasi.ANTAR_KELURAHAN,
        Klasifikasi.SATU_KELURAHAN,
    ][shared]
    assert classify(here, there) == expected


@given(regions, regions)
def test_there_and_back_are_of_one_class(here: str, there: str) -> None:
    assert classify(here, there) == classify(there, here)


@given(villages)
def test_a_place_is_in_its_own_kelurahan(here: str) -> None:
    assert classify(here, here) == Klasifikasi.SATU_KELURAHAN


@given(villages, regions)
def test_a_longer_code_never_contradicts_a_shorter_one(here: str, there: str) -> None:
    """What the kabupaten already tells stays so when the kelurahan is known."""
    short = classify(here, there)
    if short is not None:
        longer = there + here[len(there) :] if len(there) < len(here) else there
        assert len(there.split(".")) == 4 or classify(here, longer) == short


def test_codes_too_short_to_tell_are_of_no_class() -> None:
    assert classify("12.71.01.1001", "12.71") is None
    assert classify("", "12.71") is None
    assert classify("12.71.01.1001", "12.07") == Klasifikasi.ANTAR_KOTA
    assert classify("12.71.01.1001", "31.73") == Klasifikasi.ANTAR_PROVINSI


@given(st.dates(date(2000, 1, 1), date(2026, 12, 31)), st.dates(date(2000, 1, 1), date(2027, 12, 31)))
def test_nobody_leaves_a_card_before_they_came(since: date, moved: date) -> None:
    assert last_day(since, moved) >= since


def test_a_move_happens_on_the_planned_day_or_when_it_is_granted() -> None:
    assert day_of_move("2026-10-01", date(2026, 11, 25)) == date(2026, 10, 1)
    assert day_of_move(None, date(2026, 11, 25)) == date(2026, 11, 25)


@given(st.sampled_from(list(Shdk)), st.sampled_from(list(Shdk)))
def test_nobody_else_becomes_head(was: Shdk, other: Shdk) -> None:
    assert relation_to(was, other) != Shdk.KEPALA_KELUARGA


def test_children_stay_children_when_their_mother_heads_the_card() -> None:
    assert relation_to(Shdk.ISTRI, Shdk.ANAK) == Shdk.ANAK
    assert relation_to(Shdk.ISTRI, Shdk.ORANG_TUA) == Shdk.MERTUA
    assert relation_to(Shdk.ANAK, Shdk.ANAK) == Shdk.FAMILI_LAIN
    assert relation_to(Shdk.ANAK, Shdk.ISTRI) == Shdk.ORANG_TUA
