"""The run-time data models and what follows from their values. Pure; no tables, no Django.

SCORM 1.2 Run-Time Environment, 3.4; SCORM 2004 4th Edition Run-Time Environment, chapter 4. One table serves both
sides: the browser's script gets it as JSON and answers error codes by it, the server checks what arrives by it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby

SCORM12, SCORM2004 = "scorm-1.2", "scorm-2004"
#: The standards promise 4,096 (1.2) and 64,000 (2004) characters; packages count on the larger with either.
SUSPENDED, TEXT = 64_000, 4_000
#: Interactions and objectives of one item; the standards promise 250 and 100.
PLACES, ELEMENTS = 500, 6_000

Rules = dict[str, str]
_SCORES12 = {"raw": "rw mark 0 100", "min": "rw mark 0 100", "max": "rw mark 0 100"}
_SCORES2004 = {"scaled": "rw real -1 1", "raw": "rw real", "min": "rw real", "max": "rw real"}
_STATUS12 = "passed|completed|failed|incomplete|browsed|not attempted"
_COMPLETION = "rw words completed|incomplete|not attempted|unknown"
_SUCCESS = "rw words passed|failed|unknown"


def _scores(above: str, marks: Rules) -> Rules:
    return {f"{above}.score.{name}": rule for name, rule in marks.items()}


#: element → access (r, w, rw), kind and its limits; `#` is the place in a list.
RULES: dict[str, Rules] = {
    SCORM12: {
        "cmi.core.student_id": "r", "cmi.core.student_name": "r", "cmi.core.credit": "r", "cmi.core.entry": "r",
        "cmi.core.total_time": "r", "cmi.core.lesson_mode": "r", "cmi.launch_data": "r", "cmi.comments_from_lms": "r",
        "cmi.core.lesson_location": "rw text 255", "cmi.core.lesson_status": f"rw words {_STATUS12}",
        "cmi.core.exit": "w words |time-out|suspend|logout", "cmi.core.session_time": "w span",
        **_scores("cmi.core", _SCORES12),
        "cmi.suspend_data": f"rw text {SUSPENDED}", "cmi.comments": "rw text 4096",
        "cmi.student_data.mastery_score": "r", "cmi.student_data.max_time_allowed": "r",
        "cmi.student_data.time_limit_action": "r",
        "cmi.student_preference.audio": "rw whole -1 100", "cmi.student_preference.language": "rw text 255",
        "cmi.student_preference.speed": "rw whole -100 100", "cmi.student_preference.text": "rw whole -1 1",
        "cmi.objectives.#.id": "rw name 255", **_scores("cmi.objectives.#", _SCORES12),
        "cmi.objectives.#.status": f"rw words {_STATUS12}",
        "cmi.interactions.#.id": "w name 255", "cmi.interactions.#.objectives.#.id": "w name 255",
        "cmi.interactions.#.time": "w clock", "cmi.interactions.#.weighting": "w real",
        "cmi.interactions.#.type": "w words true-false|choice|fill-in|matching|performance|sequencing|likert|numeric",
        "cmi.interactions.#.correct_responses.#.pattern": "w text 255",
        "cmi.interactions.#.student_response": "w text 255",
        "cmi.interactions.#.result": "w result correct|wrong|unanticipated|neutral",
        "cmi.interactions.#.latency": "w span",
    },
    SCORM2004: {
        "cmi.learner_id": "r", "cmi.learner_name": "r", "cmi.credit": "r", "cmi.entry": "r", "cmi.mode": "r",
        "cmi.total_time": "r", "cmi.launch_data": "r", "cmi.completion_threshold": "r",
        "cmi.scaled_passing_score": "r", "cmi.max_time_allowed": "r", "cmi.time_limit_action": "r",
        "cmi.completion_status": _COMPLETION, "cmi.success_status": _SUCCESS,
        "cmi.exit": "w words |time-out|suspend|logout|normal", "cmi.session_time": "w period",
        "cmi.location": "rw text 1000", "cmi.suspend_data": f"rw text {SUSPENDED}",
        "cmi.progress_measure": "rw real 0 1", **_scores("cmi", _SCORES2004),
        "cmi.learner_preference.audio_level": "rw real 0", "cmi.learner_preference.language": "rw text 250",
        "cmi.learner_preference.delivery_speed": "rw real 0",
        "cmi.learner_preference.audio_captioning": "rw words -1|0|1",
        "cmi.comments_from_learner.#.comment": f"rw text {TEXT}",
        "cmi.comments_from_learner.#.location": "rw text 250", "cmi.comments_from_learner.#.timestamp": "rw moment",
        "cmi.objectives.#.id": f"rw name {TEXT}", **_scores("cmi.objectives.#", _SCORES2004),
        "cmi.objectives.#.success_status": _SUCCESS, "cmi.objectives.#.completion_status": _COMPLETION,
        "cmi.objectives.#.progress_measure": "rw real 0 1", "cmi.objectives.#.description": "rw text 250",
        "cmi.interactions.#.id": f"rw name {TEXT}",
        "cmi.interactions.#.type": "rw words true-false|choice|fill-in|long-fill-in|likert|matching|performance|"
        "sequencing|numeric|other",
        "cmi.interactions.#.objectives.#.id": f"rw name {TEXT}", "cmi.interactions.#.timestamp": "rw moment",
        "cmi.interactions.#.correct_responses.#.pattern": f"rw text {TEXT}",
        "cmi.interactions.#.weighting": "rw real", "cmi.interactions.#.learner_response": f"rw text {TEXT}",
        "cmi.interactions.#.result": "rw result correct|incorrect|unanticipated|neutral",
        "cmi.interactions.#.latency": "rw period", "cmi.interactions.#.description": "rw text 250",
        "adl.nav.request": "rw text 1000",
    },
}  # fmt: skip

_REAL = re.compile(r"-?\d{1,12}(\.\d{1,12})?|-?\.\d{1,12}")
_SHAPES = {
    "span": re.compile(r"\d{2,4}:[0-5]?\d:[0-5]?\d(\.\d{1,2})?"),
    "clock": re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?"),
    "period": re.compile(
        r"P(?=.)(\d{1,9}Y)?(\d{1,9}M)?(\d{1,9}D)?(T(?=.)(\d{1,9}H)?(\d{1,9}M)?(\d{1,9}(\.\d{1,2})?S)?)?"
    ),
    "moment": re.compile(
        r"\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2}(\.\d{1,6})?)?)?(Z|[+-]\d{2}(:\d{2})?)?)?)?)?"
    ),
}  # fmt: skip


#: Neither a NUL nor half of a character: PostgreSQL keeps none.
_BROKEN = re.compile("[\0\ud800-\udfff]")


def _is_place(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) < 6


def pattern_of(element: str) -> str:
    return ".".join("#" if _is_place(part) else part for part in element.split("."))


def is_kept(standard: str, element: str, value: object) -> bool:
    """May a package set this element to this value?"""
    rule = RULES[standard].get(pattern_of(element), "r").split(" ", 2)
    if "w" not in rule[0] or not isinstance(value, str):
        return False
    if any(_is_place(part) and int(part) >= PLACES for part in element.split(".")):
        return False
    return _fits(rule[1], rule[2] if len(rule) > 2 else "", value)


def _fits(kind: str, limits: str, value: str) -> bool:
    if kind in ("text", "name"):
        is_named = kind == "text" or value.strip() != ""
        return is_named and len(value) <= int(limits) and not _BROKEN.search(value)
    if kind in ("words", "result"):
        return value in limits.split("|") or (kind == "result" and _REAL.fullmatch(value) is not None)
    if kind in _SHAPES:
        return len(value) < 80 and _SHAPES[kind].fullmatch(value) is not None
    return _is_number(kind, limits, value)


def _is_number(kind: str, limits: str, value: str) -> bool:
    """`mark` may be blank; `whole` has no fraction."""
    if kind == "mark" and value == "":
        return True
    if not _REAL.fullmatch(value) or (kind == "whole" and "." in value):
        return False
    least, most = [*(Decimal(each) for each in limits.split()), None, None][:2]
    number = Decimal(value)
    return (least is None or number >= least) and (most is None or number <= most)


def faults(standard: str, values: Mapping[str, object]) -> Iterator[str]:
    """Elements that cannot be kept: unknown, not to be set, of another kind, or with gaps in their list."""
    if len(values) > ELEMENTS:
        yield "cmi"
        return
    yield from (element for element, value in values.items() if not is_kept(standard, element, value))
    for above, places in _lists(values):
        if sorted(places) != list(range(len(places))):
            yield f"{above}.#"


def _lists(values: Iterable[str]) -> Iterator[tuple[str, set[int]]]:
    """Every list of elements with the places that are taken in it."""
    seen = set()
    for element in values:
        parts = element.split(".")
        for depth, part in enumerate(parts):
            if _is_place(part):
                seen.add((".".join(parts[:depth]), int(part)))
    for above, pairs in groupby(sorted(seen), key=lambda pair: pair[0]):
        yield above, {place for _above, place in pairs}


# --- what follows ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bar:
    """What the manifest asks of an item."""

    mastery: float | None = None
    threshold: float | None = None


#: How a package ends that is to be gone on with.
PAUSED = ("suspend", "logout", "time-out")


@dataclass(frozen=True)
class Outcome:
    completed: bool
    passed: bool | None
    score: Decimal | None


def outcome(standard: str, values: Mapping[str, str], bar: Bar, *, is_last: bool) -> Outcome:
    """What the values say, where the manifest's own bars come before what the package says of itself."""
    return (_outcome12 if standard == SCORM12 else _outcome2004)(values, bar, is_last)


def _outcome12(values: Mapping[str, str], bar: Bar, is_last: bool) -> Outcome:
    """RTE 1.2, 3.4.4: at LMSFinish the mastery score decides; a package that said nothing has been completed."""
    status, raw = values.get("cmi.core.lesson_status", ""), _number(values.get("cmi.core.score.raw"))
    if is_last and bar.mastery is not None and raw is not None:
        status = "passed" if raw >= Decimal(str(bar.mastery)) else "failed"
    if is_last and status in ("", "not attempted") and values.get("cmi.core.exit") not in PAUSED:
        status = "completed"
    completed = status in ("passed", "completed", "failed")
    passed = {"passed": True, "failed": False}.get(status)
    return Outcome(completed, passed, _percent(values, "cmi.core.score"))


def _outcome2004(values: Mapping[str, str], bar: Bar, is_last: bool) -> Outcome:
    """RTE 4th Ed., 4.2.4 and 4.2.21: the threshold and the scaled passing score override what was set."""
    progress, scaled = _number(values.get("cmi.progress_measure")), _number(values.get("cmi.score.scaled"))
    completion, success = values.get("cmi.completion_status", ""), values.get("cmi.success_status", "")
    if bar.threshold is not None and progress is not None:
        completion = "completed" if progress >= Decimal(str(bar.threshold)) else "incomplete"
    if bar.mastery is not None and scaled is not None:
        success = "passed" if scaled >= Decimal(str(bar.mastery)) else "failed"
    is_silent = completion == "" and success == "" and bar.threshold is None
    if is_last and is_silent and values.get("cmi.exit") not in PAUSED:
        completion = "completed"
    score = min(max(scaled, Decimal(0)) * 100, Decimal(100)) if scaled is not None else None
    return Outcome(
        completion == "completed", {"passed": True, "failed": False}.get(success),
        score if score is not None else _percent(values, "cmi.score"),
    )  # fmt: skip


def _number(text: object) -> Decimal | None:
    try:
        return Decimal(str(text)) if text not in (None, "") else None
    except InvalidOperation:
        return None


def _percent(values: Mapping[str, str], above: str) -> Decimal | None:
    """The raw score between its least and its most, where those are said; else as it stands, from 0 to 100."""
    raw, least, most = (_number(values.get(f"{above}.{name}")) for name in ("raw", "min", "max"))
    if raw is None:
        return None
    if most is not None and most > (least or 0):
        raw = (raw - (least or 0)) / (most - (least or 0)) * 100
    return min(max(raw, Decimal(0)), Decimal(100)).quantize(Decimal("0.01"))


# --- what the next session begins with ------------------------------------------------------------

#: Said anew in every session.
OF_A_SESSION = ("cmi.core.exit", "cmi.core.session_time", "cmi.exit", "cmi.session_time", "adl.nav.request")


def carried(values: Mapping[str, str]) -> dict[str, str]:
    return {element: value for element, value in values.items() if element not in OF_A_SESSION}


def span(seconds: int) -> str:
    """As SCORM 1.2 writes a length of time."""
    return f"{min(seconds // 3600, 9999):04d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def period(seconds: int) -> str:
    """As SCORM 2004 writes it."""
    return f"PT{seconds // 3600}H{seconds // 60 % 60}M{seconds % 60}S"
