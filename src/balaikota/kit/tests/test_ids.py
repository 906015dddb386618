"""Identifiers that sort by time."""

import time
import uuid
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from balaikota.kit.ids import uuid7, uuid7s

MOMENTS = st.integers(min_value=0, max_value=(1 << 48) * 1_000_000 - 1)


@given(MOMENTS, MOMENTS)
def test_what_came_later_sorts_later(one: int, other: int) -> None:
    with patch.object(time, "time_ns", side_effect=[one, other]):
        first, second = uuid7(), uuid7()
    if other - one > 245:  # a step of the clock these twelve bits can tell: 1 ms / 4096
        assert first < second


@given(MOMENTS)
def test_it_is_a_version_7_that_tells_its_moment(moment: int) -> None:
    with patch.object(time, "time_ns", return_value=moment):
        made = uuid7()
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == moment // 1_000_000


def test_two_of_one_moment_differ() -> None:
    with patch.object(time, "time_ns", return_value=1):
        assert uuid7() != uuid7()


def test_many_at_once_are_versions_7_in_order_and_tell_their_moment() -> None:
    before = uuid7()
    made = [uuid.UUID(key) for key in uuid7s(5000)]
    assert {(each.version, each.variant) for each in made} == {(7, uuid.RFC_4122)}
    assert made == sorted(made)
    assert len(set(made)) == 5000
    assert 0 <= (made[0].int >> 80) - (before.int >> 80) < 1000
