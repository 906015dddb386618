"""The data models of SCORM: what a package may say, and what follows from it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.training.packages import methods as manifests
from balaikota.training.scorm import methods
from balaikota.training.scorm.methods import SCORM12, SCORM2004, Bar, outcome

KEPT = """
scorm-1.2   cmi.core.lesson_status         passed
scorm-1.2   cmi.core.session_time          0000:10:30.5
scorm-1.2   cmi.interactions.0.result      4.5
scorm-1.2   cmi.interactions.499.id        a
scorm-2004  cmi.score.scaled               -1
scorm-2004  cmi.session_time               PT1H5M3.25S
scorm-2004  cmi.interactions.0.timestamp   2026-11-29T08:00:00Z
"""
REFUSED = """
scorm-1.2   cmi.core.lesson_status         lulus
scorm-1.2   cmi.core.score.raw             100.5
scorm-1.2   cmi.core.student_id            x
scorm-1.2   cmi.core.session_time          PT10M
scorm-1.2   cmi.interactions.500.id        a
scorm-1.2   cmi.interactions.9999999999999999999.id  a
scorm-1.2   cmi.interactions.².id          a
scorm-2004  cmi.score.scaled               1.01
scorm-2004  cmi.score.scaled               NaN
scorm-2004  cmi.session_time               P
scorm-2004  cmi.core.lesson_status         passed
"""


@pytest.mark.parametrize("line", KEPT.strip().splitlines())
def test_what_a_package_may_set(line: str) -> None:
    assert methods.is_kept(*line.split())


@pytest.mark.parametrize("line", REFUSED.strip().splitlines())
def test_what_a_package_may_not_set(line: str) -> None:
    assert not methods.is_kept(*line.split())


def test_a_score_may_be_blank_and_a_place_is_text() -> None:
    assert methods.is_kept(SCORM12, "cmi.core.score.raw", "")
    assert not methods.is_kept(SCORM2004, "cmi.location", 5)


def test_a_state_is_kept_up_to_its_length_and_only_when_it_is_whole() -> None:
    """A NUL, or half of a character as some ways to compress leave it, PostgreSQL would not take."""
    said = ["x" * 64_000, "\U0001f600", "x" * 64_001, "a\0", "a\ud83d"]
    kept = [methods.is_kept(SCORM12, "cmi.suspend_data", each) for each in said]
    assert kept == [True, True, False, False, False]


def test_a_list_has_no_gaps() -> None:
    whole = {"cmi.interactions.0.id": "a", "cmi.interactions.1.id": "b"}
    assert list(methods.faults(SCORM12, whole)) == []
    assert list(methods.faults(SCORM12, {"cmi.interactions.1.id": "b"})) == ["cmi.interactions.#"]


def test_the_mastery_score_decides_when_a_1_2_package_ends() -> None:
    """RTE 1.2: at LMSFinish, whatever status the package had set itself."""
    values = {"cmi.core.lesson_status": "completed", "cmi.core.score.raw": "69"}
    assert outcome(SCORM12, values, Bar(70), is_last=False).passed is None
    assert outcome(SCORM12, values, Bar(70), is_last=True).passed is False
    assert outcome(SCORM12, values | {"cmi.core.score.raw": "70"}, Bar(70), is_last=True).passed is True
    assert outcome(SCORM12, {}, Bar(), is_last=True).completed
    assert not outcome(SCORM12, {}, Bar(), is_last=False).completed
    assert not outcome(SCORM12, {"cmi.core.exit": "suspend"}, Bar(), is_last=True).completed


def test_threshold_and_passing_score_decide_in_2004() -> None:
    """RTE 4th edition, tables 4.2.4a and 4.2.21a."""
    said = {"cmi.completion_status": "completed", "cmi.success_status": "passed"}
    bar = Bar(mastery=0.8, threshold=0.5)
    low = outcome(
        SCORM2004, said | {"cmi.progress_measure": "0.4", "cmi.score.scaled": "0.79"}, bar, is_last=False
    )
    assert (low.completed, low.passed, low.score) == (False, False, Decimal(79))
    high = outcome(SCORM2004, {"cmi.progress_measure": "0.5", "cmi.score.scaled": "0.8"}, bar, is_last=False)
    assert (high.completed, high.passed) == (True, True)
    plain = outcome(SCORM2004, said, Bar(), is_last=False)
    assert (plain.completed, plain.passed, plain.score) == (True, True, None)


def test_a_raw_score_stands_between_its_least_and_its_most() -> None:
    values = {"cmi.core.score.raw": "15", "cmi.core.score.min": "10", "cmi.core.score.max": "20"}
    assert outcome(SCORM12, values, Bar(), is_last=False).score == Decimal("50.00")


@given(st.integers(0, 9_999 * 3600))
def test_time_is_written_as_each_standard_reads_it(total: int) -> None:
    assert manifests.seconds(methods.span(total)) == total
    assert manifests.seconds(methods.period(total)) == total
    assert methods.is_kept(SCORM12, "cmi.core.session_time", methods.span(total))
    assert methods.is_kept(SCORM2004, "cmi.session_time", methods.period(total))


@given(
    st.sampled_from([SCORM12, SCORM2004]),
    st.text(max_size=60),
    st.text(max_size=60) | st.integers() | st.none(),
)
def test_nothing_that_is_said_breaks_the_check(standard: str, element: str, value: object) -> None:
    """Whatever comes is kept or not; what is kept yields a score from 0 to 100 or none."""
    if methods.is_kept(standard, element, value):
        came = outcome(standard, {element: str(value)}, Bar(0.5, 0.5), is_last=True)
        assert came.score is None or 0 <= came.score <= 100


@given(st.sampled_from([SCORM12, SCORM2004]), st.from_regex(r"-?\d{0,4}(\.\d{1,3})?", fullmatch=True))
def test_every_score_that_is_kept_is_a_percent(standard: str, number: str) -> None:
    names = (
        "cmi.core.score.raw",
        "cmi.core.score.min",
        "cmi.core.score.max",
        "cmi.score.raw",
        "cmi.score.scaled",
        "cmi.score.max",
    )
    values = {name: number for name in names if methods.is_kept(standard, name, number)}
    came = outcome(standard, values, Bar(), is_last=True)
    assert came.score is None or 0 <= came.score <= 100
