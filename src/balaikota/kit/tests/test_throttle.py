"""Guessing is slow, for each visitor by themselves."""

from typing import Any

import pytest
from django.core.cache import cache, caches
from django.test import RequestFactory

from balaikota.kit.errors import Refusal
from balaikota.kit.throttle import hurries, slow_down, visitor


def test_the_eleventh_try_is_refused_and_another_visitor_is_not() -> None:
    cache.clear()
    for _ in range(10):
        slow_down("lacak", "10.0.0.1", tries=10, minutes=10)
    with pytest.raises(Refusal) as no:
        slow_down("lacak", "10.0.0.1", tries=10, minutes=10)
    assert no.value.status == 429
    assert 590 <= no.value.retry_after <= 600
    assert "10 menit" in no.value.sentence
    slow_down("lacak", "10.0.0.2", tries=10, minutes=10)


def test_behind_a_proxy_each_visitor_counts_alone_and_none_invents_an_address(
    rf: RequestFactory, settings: Any
) -> None:
    request = rf.get("/", headers={"X-Forwarded-For": "1.2.3.4, 10.9.8.7"})
    assert visitor(request) == "127.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert visitor(request) == "10.9.8.7"
    assert visitor(rf.get("/")) == "127.0.0.1"


def test_who_only_reads_is_counted_by_the_minute() -> None:
    caches["near"].clear()
    assert [hurries("baca", "10.0.0.1", per_minute=2) for _ in range(3)] == [False, False, True]
    assert not hurries("baca", "10.0.0.2", per_minute=2)
    assert not hurries("lain", "10.0.0.1", per_minute=2)
