"""In a rush the worker makes way for those who wait for a page."""

import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from balaikota.kit import pressure, reactions

TOLD = (
    "some avg10={} avg60=1.00 avg300=0.10 total=118733143\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n"
)


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    told = tmp_path / "cpu"
    monkeypatch.setattr(pressure, "TOLD", told)
    monkeypatch.setattr(pressure, "MOST", 0.3)
    return told


def slept(monkeypatch: pytest.MonkeyPatch, work: Any) -> float:
    seconds: list[float] = []
    now = [0.0]

    def sleep(some: float) -> None:
        seconds.append(some)
        now[0] += some

    monkeypatch.setattr(time, "sleep", sleep)
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    work()
    return sum(seconds)


@pytest.mark.parametrize(
    ("said", "waits"),
    [(TOLD.format("87.31"), True), (TOLD.format("12.00"), False), ("", False), ("some x", False)],
)
def test_a_job_makes_way_in_a_rush_and_goes_on_in_any_case(
    kernel: Path, monkeypatch: pytest.MonkeyPatch, said: str, waits: bool
) -> None:
    kernel.write_text(said)
    took = slept(monkeypatch, pressure.let_pass)
    assert (0.3 <= took < 0.5) if waits else took == 0


def test_where_the_kernel_tells_nothing_nobody_waits(kernel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pressure.waited() == 0
    assert slept(monkeypatch, pressure.let_pass) == 0


@pytest.mark.parametrize(
    ("queue", "priority", "waits"), [("reactions", 0, True), ("reactions", 1, False), ("clock", 0, False)]
)
def test_what_is_urgent_and_what_the_clock_asks_for_make_no_way(
    kernel: Path, monkeypatch: pytest.MonkeyPatch, queue: str, priority: int, waits: bool
) -> None:
    kernel.write_text(TOLD.format("99.00"))
    job = SimpleNamespace(queue=queue, priority=priority, task_kwargs={}, task_name=reactions._all.name)
    done: list[bool] = []
    work = cast(Any, lambda: done.append(True))
    took = slept(
        monkeypatch, lambda: reactions.watched(work, cast(Any, SimpleNamespace(job=job)), cast(Any, None))
    )
    assert (took > 0, done) == (waits, [True])
