"""Setting tests, sitting them, and handing in."""

import random
import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, require
from balaikota.training.classes import queries as class_rows
from balaikota.training.classes import rules as classes
from balaikota.training.classes.models import Cohort, Enrolment, Seat
from balaikota.training.courses import methods as courses
from balaikota.training.courses import queries as known_courses
from balaikota.training.exams import methods, queries, rules
from balaikota.training.exams.models import Answer, Exam, Question, Sitting


@transaction.atomic
def load_bank() -> int:
    """The question banks of the product's courses; says how many questions were new. What stands stays."""
    added = 0
    for code, told in courses.shipped().items():
        course = known_courses.course_or_none(code)
        if course is None or Question.objects.filter(course=course).exists():
            continue
        rows = [
            Question(
                course=course, kind=each["kind"], text=each["text"], choices=each.get("choices", []),
                key=each["key"], subject=each["subject"],
            )
            for each in told["questions"]
        ]  # fmt: skip
        added += len(Question.objects.bulk_create(rows))
    return added


@transaction.atomic
def set_exam(cohort: Cohort, facts: dict[str, Any], *, by: Person) -> Exam:
    """A test over every question the course's bank has today. `facts` are fields of `Exam`."""
    require(classes.may_organise(by), _("Tes diatur oleh penyelenggara pelatihan."))
    require(classes.is_planned(cohort), _("Kelas ini sudah berakhir."), status=409)
    questions = queries.bank(cohort.version.course)
    require(bool(questions), _("Bank soal pelatihan ini masih kosong."), status=422)
    known = any(row.purpose == facts["purpose"] for row in queries.exams(cohort))
    require(not known, _("Kelas ini sudah punya tes itu."), status=409)
    exam = Exam.objects.create(cohort=cohort, by=by, **facts)
    exam.questions.set(questions)
    audit.record("exams.set", exam, by=by, purpose=exam.purpose)
    return exam


@transaction.atomic
def begin(exam: Exam, enrolment: Enrolment, *, by: Person, at: datetime | None = None) -> Sitting:
    """A sitting begins, or the one that is under way goes on."""
    now = at or timezone.now()
    require(enrolment.person_id == by.pk and enrolment.seat == Seat.ENROLLED, _("Tes ini untuk pesertanya."))
    seat = class_rows.locked_enrolment(enrolment)
    before = queries.sittings_of(exam, seat)
    under_way = next((row for row in before if row.submitted_at is None), None)
    if under_way is not None and rules.may_answer(under_way, now):
        return under_way
    if under_way is not None:
        _hand_in(under_way, at=now, ran_out=True)
    require(rules.is_open(exam, now), _("Tes ini tidak sedang dibuka."), status=409)
    require(len(before) < exam.attempts, _("Kesempatan Anda untuk tes ini sudah habis."), status=409)
    sitting = Sitting.objects.create(
        exam=exam, enrolment=enrolment, attempt=len(before) + 1, order=_shuffled(exam),
        started_at=now, due_at=rules.due_at(exam, now, seat.extra_time),
    )  # fmt: skip
    audit.record("exams.begun", sitting, by=by, attempt=sitting.attempt)
    return sitting


def _shuffled(exam: Exam) -> list[Any]:
    dice = random.SystemRandom(secrets.randbits(32))
    order = []
    for question in exam.questions.all():
        places = list(range(len(question.choices)))
        dice.shuffle(places)
        order.append([str(question.pk), places])
    dice.shuffle(order)
    return order


@transaction.atomic
def answer(
    sitting: Sitting, question: Question, said: Any, *, by: Person, at: datetime | None = None
) -> None:
    """Save one answer; the last one counts."""
    now = at or timezone.now()
    row = queries.locked_alone(sitting, by)  # handing in waits for it, and it for handing in
    if row is None:
        raise Refusal(_("Tes ini dikerjakan orang lain."))
    late = _("Waktu sudah habis. Jawaban yang tersimpan sebelumnya dikumpulkan.")
    require(rules.may_answer(row, now), late, status=409)
    asked = any(key == str(question.pk) for key, _places in row.order)
    require(asked, _("Soal ini tidak ada di tes Anda."), status=422)
    Answer.objects.bulk_create(
        [Answer(sitting=row, question=question, said=said, saved_at=now)],
        update_conflicts=True, unique_fields=["sitting", "question"], update_fields=["said", "saved_at"],
    )  # fmt: skip


@transaction.atomic
def submit(sitting: Sitting, *, by: Person, at: datetime | None = None) -> Sitting:
    """Hand in. Handing in twice is handing in once."""
    row = queries.locked(sitting)
    require(row.enrolment.person_id == by.pk, _("Tes ini dikerjakan orang lain."))
    now = at or timezone.now()
    return row if row.submitted_at else _hand_in(row, at=now, ran_out=now > row.due_at)


@transaction.atomic
def collect_overdue(at: datetime | None = None) -> int:
    """Time ran out: what was answered is handed in, some at a time. Says how many."""
    now = at or timezone.now()
    rows = queries.overdue(now)
    for each in rows:
        row = queries.locked(each)
        if row.submitted_at is None:
            _hand_in(row, at=row.due_at, ran_out=True)
    return len(rows)


def _hand_in(row: Sitting, *, at: datetime, ran_out: bool) -> Sitting:
    answers = list(Answer.objects.filter(sitting=row).select_related("question"))
    for each in answers:
        each.points = methods.mark(each.question.kind, each.question.key, each.said)
    Answer.objects.bulk_update(answers, ["points"])
    row.score = methods.percent([each.points or 0.0 for each in answers], len(row.order))
    row.submitted_at, row.ran_out = at, ran_out
    row.save(update_fields=["score", "submitted_at", "ran_out"])
    audit.record("exams.submitted", row, by=None, ran_out=ran_out)
    return row
