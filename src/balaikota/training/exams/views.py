"""A participant's test, and the organiser's pages of tests."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.kit.errors import Refusal
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.training.classes import queries as classes
from balaikota.training.classes import rules as class_rules
from balaikota.training.classes.models import Cohort
from balaikota.training.exams import actions, forms, queries, rules
from balaikota.training.exams.models import Exam, Sitting


@reads
def exam(request: Request, exam_id: uuid.UUID) -> HttpResponse:
    """Before, between and after attempts."""
    shown, enrolment = queries.own(exam_id, viewer=request.user)
    before = queries.sittings_of(shown, enrolment)
    now = timezone.now()
    under_way = next((row for row in before if rules.may_answer(row, now)), None)
    context = {
        "exam": shown,
        "sittings": before,
        "under_way": under_way,
        "count": shown.questions.count(),
        "extra": enrolment.extra_time,
        "may_begin": rules.is_open(shown, now) and len(before) < shown.attempts and under_way is None,
        "is_open": rules.is_open(shown, now),
    }
    return page(request, "exams/exam.html", context)


@writes
def begin(request: Request, exam_id: uuid.UUID) -> HttpResponse:
    shown, enrolment = queries.own(exam_id, viewer=request.user)
    sitting = actions.begin(shown, enrolment, by=request.user)
    return go(reverse("exams:sitting", args=[sitting.pk]))


@reads
def sitting(request: Request, sitting_id: uuid.UUID) -> HttpResponse:
    row = queries.sitting(sitting_id, viewer=request.user)
    if not rules.may_answer(row, timezone.now()):
        return go(row.exam)
    return _show_paper(request, row)


def _show_paper(
    request: Request, row: Sitting, *, fault: tuple[str, str] = ("", ""), status: int = 200
) -> HttpResponse:
    asked = queries.paper(row)
    context = {
        "sitting": row,
        "exam": row.exam,
        "asked": asked,
        "answered": sum(each.is_answered for each in asked),
        "faulty": fault[0],
        "fault": fault[1],
    }
    return page(request, "exams/sitting.html", context, status=status)


@writes
def answer(request: Request, sitting_id: uuid.UUID, question_id: uuid.UUID) -> HttpResponse:
    """One answer. By htmx only its own question is drawn again."""
    row, question = queries.being_answered(sitting_id, question_id, viewer=request.user)
    fault, said = "", None
    try:
        said = forms.said(question, request.POST)
        actions.answer(row, question, said, by=request.user)
    except ValidationError as wrong:
        fault = wrong.messages[0]
    except Refusal as refusal:
        if refusal.status != 409:
            raise
        messages.warning(request, refusal.sentence)
        return go(row.exam)
    if request.headers.get("HX-Request") == "true":
        return _answered(request, row, queries.asked_alone(row, question, said), fault)
    if fault:
        return _show_paper(request, row, fault=(str(question_id), fault), status=422)
    return go(f"{reverse('exams:sitting', args=[row.pk])}#s-{question_id}")


def _answered(request: Request, row: Sitting, each: queries.Asked, fault: str) -> HttpResponse:
    """Its part. A faulty one shows what was kept before."""
    if fault:
        each = next(known for known in queries.paper(row) if known.question == each.question)
    context: dict[str, Any] = {"sitting": row, "each": each, "fault": fault}
    return page(request, "exams/_question.html", context, status=422 if fault else 200)


@writes
def submit(request: Request, sitting_id: uuid.UUID) -> HttpResponse:
    row = actions.submit(queries.sitting(sitting_id, viewer=request.user), by=request.user)
    messages.success(request, _("Tes dikumpulkan. Nilai Anda %(score)s.") % {"score": row.score})
    return go(row.exam)


# --- the organiser's ------------------------------------------------------------------------------


@reads
def exams(request: Request, number: str) -> HttpResponse:
    return _show_exams(request, classes.managed(number, viewer=request.user), forms.ExamForm())


def _show_exams(request: Request, cohort: Cohort, form: forms.ExamForm, status: int = 200) -> HttpResponse:
    context = {
        "cohort": cohort,
        "exams": queries.exams(cohort),
        "questions": queries.bank(cohort.version.course),
        "learning": queries.learning(cohort),
        "is_planned": class_rules.is_planned(cohort),
        "form": form,
    }
    return page(request, "exams/exams.html", context, status=status)


@writes
def set_exam(request: Request, number: str) -> HttpResponse:
    cohort, form = classes.managed(number, viewer=request.user), forms.ExamForm(request.POST)
    if form.is_valid():
        try:
            actions.set_exam(cohort, form.facts, by=request.user)
            return go(reverse("exams:exams", args=[cohort.number]))
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
    return _show_exams(request, cohort, form, status=422)


@reads
def analysis(request: Request, exam_id: uuid.UUID) -> HttpResponse:
    shown: Exam = queries.at_desk(exam_id, viewer=request.user)
    people, rows = queries.analysis(shown)
    context = {"exam": shown, "people": people, "rows": rows, "fewest": queries.FEWEST}
    return page(request, "exams/analysis.html", context)
