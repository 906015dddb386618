"""Every seller gets a turn, and how often each was seen can be told."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.enterprises.register.models import Enterprise
from balaikota.products.exposure import actions, methods, queries

HOURS = st.integers(0, 10**6)


@given(HOURS, st.integers(0, methods.ROUNDS), st.integers(0, 65535))
def test_the_stretches_of_an_hour_hold_every_turn_once(hour: int, number: int, point: int) -> None:
    rows = methods.segments(methods.offset(hour))
    assert sum(low <= number << 16 | point < high for low, _id, high in rows) == 1


@given(HOURS, st.integers(0, methods.ROUNDS), st.integers(0, 65535))
def test_a_page_goes_on_where_the_last_one_ended(hour: int, number: int, point: int) -> None:
    offset, turn = methods.offset(hour), number << 16 | point
    whole, rest = methods.segments(offset), methods.segments(offset, (turn, 7))
    assert rest[0][:2] == (turn, 7)
    behind = sum(high - low for low, _id, high in rest)
    before = sum(high - low for low, _id, high in whole) - behind
    rotated = (number << 16) + (point - offset) % 65536
    assert before == rotated


def test_a_day_of_hours_begins_all_around_the_circle() -> None:
    begins = sorted(methods.offset(hour) for hour in range(24))
    gaps = [later - earlier for earlier, later in zip(begins, [*begins[1:], begins[0] + 65536], strict=True)]
    assert max(gaps) < 3 * 65536 / 24


@given(st.integers(0, 65535), st.integers(1, 10**6), st.integers(1, 2000))
def test_shelves_begin_where_the_hour_begins(offset: int, known: int, wanted: int) -> None:
    first = methods.shelves(offset, known, wanted).split(" | ")[0]
    assert first in (f"Q{offset >> 8:02x}", f"R{offset >> 12:x}", "R0")


@pytest.mark.parametrize(
    ("shown", "gini"), [([5, 5, 5, 5], 0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25), ([0, 0], 0), ([], 0)]
)
def test_the_gini_coefficient_of_known_cases(shown: list[int], gini: float) -> None:
    assert methods.gini(shown) == pytest.approx(gini)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=200))
def test_the_gini_coefficient_lies_between_nought_and_one(shown: list[int]) -> None:
    assert -1e-9 <= methods.gini(shown) < 1
    assert methods.gini(shown) == pytest.approx(methods.gini([each * 7 for each in shown]), abs=1e-9)


def test_what_was_shown_is_written_in_one_go_and_added_up(keripik: Enterprise) -> None:
    counts = methods.Counts(seconds=0)
    seller = str(keripik.pk)
    due = counts.add([seller, seller, str(uuid.uuid4())])
    assert due[seller] == 2
    actions.note(due, queries.since())
    actions.note({seller: 3}, queries.since())
    assert queries.shown(queries.since()) == {keripik.pk: 5}
    assert counts.add([]) == {}


def test_over_six_weeks_every_seller_begins_a_page_about_as_often_whatever_they_offer() -> None:
    """500 sellers, the front page of 24 cards, every hour: nobody is left out, and nobody has much more than others."""
    points = {number: methods.point_of(uuid.UUID(int=number + 1)) for number in range(500)}
    shown = dict.fromkeys(points, 0)
    for hour in range(24 * 42):
        offset = methods.offset(hour)
        first = sorted(points, key=lambda number: (points[number] - offset) % methods.CIRCLE)[:24]
        for number in first:
            shown[number] += 1
    assert min(shown.values()) > 0
    assert methods.gini(list(shown.values())) < 0.15
