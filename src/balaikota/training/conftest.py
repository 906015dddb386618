"""A city with the product's course, a class of it that has just begun, and one that is over."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.training.attendance import actions as attendance
from balaikota.training.classes import actions
from balaikota.training.classes.tests.city import (
    Going,
    a_class,
    a_servant,
    again,
    begins_now,
    enrolled,
    is_over,
)
from balaikota.training.courses import actions as courses
from balaikota.training.courses import queries as known
from balaikota.training.courses.models import Version
from balaikota.training.exams import actions as exams
from balaikota.training.exams.models import Exam, Question
from balaikota.training.projects import contract
from balaikota.training.projects.contract import Sector, Underway

SECTOR = Sector("G", "Perdagangan", Decimal(25), Decimal("1.3"), 3, 5, "2025", "BPS", is_verified=False)
QUIET = Sector("A", "Pertanian", Decimal(1), Decimal("0.2"), 0, 5, "2025", "BPS", is_verified=True)
TRIED = Underway(
    "INV-2026-0001", "Antar dokumen", "/inovasi/INV-2026-0001/", "uji coba", "Disdukcapil", "2026-10-01"
)


@pytest.fixture
def suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two industries, one of them leading, and one innovation under way."""
    monkeypatch.setattr(contract, "_sectors", [lambda: [SECTOR, QUIET]])
    monkeypatch.setattr(contract, "_underway", [lambda: [TRIED]])


@pytest.fixture
def version(db: None) -> Version:
    cast.a_kelurahan()
    courses.load_courses()
    exams.load_bank()
    return known.newest(known.course("inovasi-sektor-unggulan"))


@pytest.fixture
def going(version: Version, nurul: Person, surya: Person, ratna: Person) -> Going:
    cohort = a_class(version, nurul, quota=5)
    people = [a_servant(number) for number in range(1, 5)]
    rows = [enrolled(cohort, each, head=ratna, organiser=nurul) for each in people]
    actions.start(cohort, by=nurul)
    begins_now(cohort)
    return Going(again(cohort), list(cohort.sessions.order_by("starts_at")), people, rows)


def right(question: Question) -> Any:
    """What a person who knows it says."""
    if question.kind == "angka":
        return question.key["value"]
    return question.key[0] if question.kind == "isian" else question.key


def sit(exam: Exam, going: Going, place: int, *, knows: float) -> None:
    """This participant answers the first part of the questions rightly."""
    sitting = exams.begin(exam, going.rows[place], by=going.people[place])
    questions = list(exam.questions.order_by("id"))
    for question in questions[: round(len(questions) * knows)]:
        exams.answer(sitting, question, right(question), by=going.people[place])
    exams.submit(sitting, by=going.people[place])


def an_exam(going: Going, nurul: Person, *, attempts: int = 1) -> Exam:
    now = timezone.now()
    facts = {"purpose": "akhir", "opens_at": now - timedelta(minutes=1), "closes_at": now + timedelta(days=1)}
    return exams.set_exam(going.cohort, facts | {"minutes": 60, "attempts": attempts}, by=nurul)


@pytest.fixture
def finished(going: Going, nurul: Person) -> Going:
    """Four took part: the first two know everything, the third half; the fourth came to one session of three."""
    exam = an_exam(going, nurul)
    for place, knows in enumerate((1.0, 1.0, 0.5, 1.0)):
        sit(exam, going, place, knows=knows)
    is_over(going.cohort)
    sessions = list(going.cohort.sessions.all())
    for place, row in enumerate(going.rows):
        for session in sessions[:1] if place == 3 else sessions:
            attendance.note(session, row, "daftar kertas", by=nurul)
    actions.finish(going.cohort, by=nurul)
    going.cohort = again(going.cohort)
    return going
