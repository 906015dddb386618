"""What a process keeps for itself."""

import pytest
from django.core.cache import caches

near = caches["near"]


@pytest.fixture(autouse=True)
def _empty() -> None:
    near.clear()


def test_everybody_gets_the_very_thing_that_was_kept() -> None:
    page = ["a long page"]
    near.set("page", page)
    assert near.get("page") is page


def test_what_was_kept_for_a_time_is_gone_after_it() -> None:
    near.set("page", "text", 0)
    assert near.get("page") is None
    assert near.add("page", "other", 60)
    assert not near.add("page", "third", 60)
    assert near.get("page") == "other"


def test_tries_are_counted_as_long_as_they_are_kept() -> None:
    near.add("tries", 0, 60)
    assert [near.incr("tries"), near.incr("tries")] == [1, 2]
    near.delete("tries")
    with pytest.raises(ValueError, match="tries"):
        near.incr("tries")


def test_what_is_not_kept_is_asked_for_once() -> None:
    asked = []
    for _visitor in range(3):
        assert near.get_or_set("name", lambda: asked.append("x") or "Medan", 60) == "Medan"
    assert asked == ["x"]
