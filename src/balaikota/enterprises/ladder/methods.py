"""Reading a ladder from its text, and where twenty answers say that a business starts. Pure."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from balaikota.kit.typed import Unfit

YES, NO, UNSURE = "ya", "belum", "tidak-tahu"
_CODE = re.compile(r"[a-z][a-z0-9-]{1,40}")
MOST_QUESTIONS = 40


@dataclass(frozen=True)
class Question:
    """Asked in a diagnosis; `why` is the sentence when the answer is not yes."""

    code: str
    text: str
    why: str


@dataclass(frozen=True)
class Test:
    """One condition for leaving a stage, shown by any of these facts, or by an accepted paper."""

    code: str
    name: str
    step: str
    shown_by: tuple[str, ...] = ()
    paper: bool = False


@dataclass(frozen=True)
class Stage:
    """One rung."""

    code: str
    name: str
    about: str
    tests: tuple[Test, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Ladder:
    """The stages from the ground up."""

    name: str
    source: str
    stages: tuple[Stage, ...]

    @property
    def questions(self) -> list[Question]:
        return [question for stage in self.stages for question in stage.questions]

    @property
    def codes(self) -> list[str]:
        return [stage.code for stage in self.stages]

    def stage(self, code: str) -> Stage | None:
        return next((stage for stage in self.stages if stage.code == code), None)

    def after(self, code: str) -> Stage | None:
        """The next rung; None at the top."""
        return next((up for below, up in pairwise(self.stages) if below.code == code), None)

    def test(self, code: str) -> Test | None:
        return next((test for stage in self.stages for test in stage.tests if test.code == code), None)


@dataclass(frozen=True)
class Start:
    """Where to start, why there, and what else waits higher up."""

    stage: Stage
    reasons: tuple[str, ...]
    later: tuple[tuple[str, str], ...] = ()


def start(ladder: Ladder, answers: Mapping[str, str]) -> Start:
    """The lowest stage with an answer that is not yes: what lies below carries what lies above."""
    for place, stage in enumerate(ladder.stages):
        reasons = tuple(each.why for each in stage.questions if answers.get(each.code) != YES)
        if reasons:
            later = tuple(
                (up.name, each.why)
                for up in ladder.stages[place + 1 :]
                for each in up.questions
                if answers.get(each.code) != YES
            )
            return Start(stage, reasons, later)
    return Start(ladder.stages[-1], (_("Semua dijawab ya: yang tersisa memperbesar usaha dan mengukurnya."),))


def read(text: str) -> Ladder:
    """A ladder from its TOML; raises `Unfit` with a sentence that names the stage and how to mend it."""
    try:
        said = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        raise Unfit(_("Isi tangga tidak terbaca: %s. Periksa tanda kutip dan kurungnya.") % fault) from fault
    stages = tuple(_stage(row, place) for place, row in enumerate(_rows(said, "stages"), 1))
    if len(stages) < 2:
        raise Unfit(_("Sebuah tangga punya sedikitnya dua tahap: tulis [[stages]] untuk masing-masing."))
    ladder = Ladder(_words(said, "name", "tangga"), _words(said, "source", "tangga"), stages)
    _once(ladder.codes)
    _once([test.code for stage in stages for test in stage.tests])
    _once([question.code for question in ladder.questions])
    if len(ladder.questions) > MOST_QUESTIONS:
        raise Unfit(_("Pertanyaan diagnosa terlalu banyak: paling banyak %d.") % MOST_QUESTIONS)
    return ladder


def _rows(said: Any, name: str) -> Iterator[dict[str, Any]]:
    rows = said.get(name, []) if isinstance(said, dict) else []
    return (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else iter(())


def _words(row: dict[str, Any], name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Unfit(_("Isi “%(name)s” pada %(where)s.") % {"name": name, "where": where})
    return " ".join(value.split())


def _code(row: dict[str, Any], where: str) -> str:
    code = _words(row, "code", where)
    if not _CODE.fullmatch(code):
        raise Unfit(_("Kode “%s” ditulis dengan huruf kecil, angka, dan tanda hubung.") % code)
    return code


def _stage(row: dict[str, Any], place: int) -> Stage:
    where = _("tahap ke-%d") % place
    tests = tuple(_test(each, where) for each in _rows(row, "tests"))
    if not tests:
        raise Unfit(_("Tulis sedikitnya satu syarat keluar [[stages.tests]] pada %s.") % where)
    questions = tuple(
        Question(_code(each, where), _words(each, "text", where), _words(each, "why", where))
        for each in _rows(row, "questions")
    )
    name, about = _words(row, "name", where), _words(row, "about", where)
    return Stage(_code(row, where), name, about, tests, questions)


def _test(row: dict[str, Any], where: str) -> Test:
    facts = row.get("shown_by", [])
    facts = tuple(each for each in facts if isinstance(each, str)) if isinstance(facts, list) else ()
    paper = row.get("paper") is True
    if not facts and not paper:
        raise Unfit(
            _("Syarat pada %s perlu bukti: isi shown_by, atau paper = true. Kehadiran bukan bukti.") % where
        )
    return Test(_code(row, where), _words(row, "name", where), _words(row, "step", where), facts, paper)


def _once(codes: list[str]) -> None:
    twice = next((code for code in codes if codes.count(code) > 1), "")
    if twice:
        raise Unfit(_("Kode “%s” dipakai dua kali; tiap kode hanya sekali.") % twice)
