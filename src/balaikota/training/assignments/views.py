"""A participant's assignments, and the pages of those who set and mark them."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balaikota.foundation.files import actions as files
from balaikota.kit.errors import Refusal
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.kit.marks import whole
from balaikota.kit.typed import as_posted
from balaikota.training.assignments import actions, forms, methods, queries, rules
from balaikota.training.assignments.models import Assignment, Work
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort, Enrolment
from balaikota.training.rubrics import methods as rubrics


@reads
def mine(request: Request, number: str) -> HttpResponse:
    cohort, seat = queries.own_class(number, viewer=request.user)
    return page(request, "assignments/mine.html", {"cohort": cohort, "rows": queries.mine(cohort, seat)})


@reads
def assignment(request: Request, assignment_id: uuid.UUID) -> HttpResponse:
    return _show(request, *queries.own(assignment_id, viewer=request.user))


def _show(
    request: Request, asked: Assignment, seat: Enrolment, *, fault: str = "", typed: str | None = None
) -> HttpResponse:
    context = queries.own_page(asked, seat, viewer=request.user)
    context |= {
        "said": context["work"].text if typed is None else typed,
        "edition": _edition(request, context["work"]),
        "fault": fault,
        "longest": actions.LONGEST,
        "far": rubrics.FAR,
    }
    return page(request, "assignments/assignment.html", context, status=422 if fault else 200)


def _edition(request: Request, work: Work) -> int:
    """A window that was refused stays as old as it was: trying again does not overwrite what another one wrote."""
    is_behind = request.method == "POST" and as_posted(request.POST.get("text")) != work.text
    return whole(request.POST.get("edition")) if is_behind else work.edition


def _kept(request: Request, asked: Assignment, seat: Enrolment) -> Work:
    """What stands in the window, the text before the file: a file that cannot be kept takes no word with it."""
    edition, text = whole(request.POST.get("edition")), as_posted(request.POST.get("text"))
    row = actions.write(asked, seat, text, edition=edition, by=request.user)
    if upload := request.FILES.get("file"):
        file = files.receive(upload, owner=request.user, by=request.user)
        row = actions.keep_file(asked, seat, file, by=request.user)
    return row


@writes
def write(request: Request, assignment_id: uuid.UUID) -> HttpResponse:
    """The draft; by htmx only the line that says it was kept is drawn again."""
    asked, seat = queries.own(assignment_id, viewer=request.user)
    fault = ""
    try:
        row = _kept(request, asked, seat)
    except Refusal as refusal:
        row, fault = queries.work_of(asked, seat) or Work(), refusal.sentence
    if request.headers.get("HX-Request") == "true":
        context = {"work": row, "edition": _edition(request, row), "fault": fault}
        return page(request, "assignments/_kept.html", context, status=422 if fault else 200)
    if fault:
        return _show(request, asked, seat, fault=fault, typed=as_posted(request.POST.get("text")))
    messages.success(request, _("Draf tersimpan."))
    return go(asked)


@writes
def drop_file(request: Request, assignment_id: uuid.UUID) -> HttpResponse:
    """The button stands in the form of the draft: what was typed is kept with it."""
    asked, seat = queries.own(assignment_id, viewer=request.user)
    try:
        _kept(request, asked, seat)
        actions.drop_file(asked, seat, by=request.user)
    except Refusal as refusal:
        return _show(request, asked, seat, fault=refusal.sentence, typed=as_posted(request.POST.get("text")))
    return go(asked)


@writes
def turn_in(request: Request, assignment_id: uuid.UUID) -> HttpResponse:
    """What stands in the window is kept first: the button stands in the same form."""
    asked, seat = queries.own(assignment_id, viewer=request.user)
    try:
        given = actions.turn_in(_kept(request, asked, seat), by=request.user)
    except Refusal as refusal:
        return _show(request, asked, seat, fault=refusal.sentence, typed=as_posted(request.POST.get("text")))
    told = _("Serahan ke-%d diterima.") if not given.is_late else _("Serahan ke-%d diterima, terlambat.")
    messages.success(request, told % given.number)
    return go(asked)


# --- those who set and mark -----------------------------------------------------------------------


@reads
def desk(request: Request, number: str) -> HttpResponse:
    return _show_desk(request, classes.led(number, viewer=request.user), forms.AssignmentForm())


def _show_desk(
    request: Request, cohort: Cohort, form: forms.AssignmentForm, status: int = 200, fault: str = ""
) -> HttpResponse:
    asked, counted = queries.of_cohort(cohort), queries.waiting(cohort)
    context = {
        "cohort": cohort,
        "assignments": [(row, *counted.get(row.pk, (0, 0, 0))) for row in asked],
        "grades": queries.grades(cohort, asked),
        "may_set": rules.is_at_work(cohort),
        "form": form,
        "fault": fault,
    }
    return page(request, "assignments/desk.html", context, status=status)


@writes
def set_assignment(request: Request, number: str) -> HttpResponse:
    cohort, form = classes.led(number, viewer=request.user), forms.AssignmentForm(request.POST)
    if not form.is_valid():
        return _show_desk(request, cohort, form, status=422)
    try:
        made = actions.set_assignment(cohort, form.cleaned_data, by=request.user)
    except Refusal as refusal:
        return _show_desk(request, cohort, form, status=422, fault=refusal.sentence)
    messages.success(request, _("Tugas “%s” diberikan; peserta diberi tahu.") % made.title)
    return go(made.desk_url)


@reads
def grades(request: Request, number: str) -> HttpResponse:
    """Every participant's marks as CSV."""
    cohort = classes.led(number, viewer=request.user)
    asked = queries.of_cohort(cohort)
    head = [_("peserta"), _("asal"), *(f"{row.title} (×{row.weight})" for row in asked), _("nilai tugas")]
    rows = [
        [row.enrolment.person.name, row.enrolment.comes_from, *("" if mark is None else str(mark) for mark in row.marks),
         "" if row.mean is None else str(row.mean)]
        for row in queries.grades(cohort, asked)
    ]  # fmt: skip
    answer = HttpResponse(methods.sheet(head, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="nilai-tugas-{cohort.number}.csv"'
    return answer


@reads
def works(request: Request, assignment_id: uuid.UUID) -> HttpResponse:
    return _show_works(request, queries.at_desk(assignment_id, viewer=request.user))


def _show_works(
    request: Request,
    asked: Assignment,
    *,
    amend_form: forms.AssignmentForm | None = None,
    extend_form: forms.ExtendForm | None = None,
    fault: str = "",
) -> HttpResponse:
    rows = queries.rows(asked)
    wrong = next((form for form in (amend_form, extend_form) if form is not None and form.errors), None)
    context: dict[str, Any] = {
        "assignment": asked,
        "cohort": asked.cohort,
        "rows": rows,
        "to_release": sum(
            bool(row.work and row.work.mark is not None and not row.work.released_at) for row in rows
        ),
        "is_handed_in": any(row.newest for row in rows),
        "may_set": rules.is_at_work(asked.cohort),
        "amend_form": amend_form or forms.AssignmentForm(initial=forms.about(asked)),
        "extend_form": extend_form or forms.ExtendForm(cohort=asked.cohort),
        "needed": rubrics.MARKERS,
        "far": rubrics.FAR,
        "wrong": wrong,
        "fault": fault,
    }
    return page(request, "assignments/works.html", context, status=422 if fault or wrong else 200)


@writes
def amend(request: Request, assignment_id: uuid.UUID) -> HttpResponse:
    asked, form = queries.at_desk(assignment_id, viewer=request.user), forms.AssignmentForm(request.POST)
    fault = ""
    if form.is_valid():
        try:
            actions.amend(asked, form.cleaned_data, by=request.user)
            messages.success(request, _("Tugas diubah."))
            return go(asked.desk_url)
        except Refusal as refusal:
            fault = refusal.sentence
    return _show_works(request, asked, amend_form=form, fault=fault)


@writes
def withdraw(request: Request, assignment_id: uuid.UUID) -> HttpResponse:
    asked = queries.at_desk(assignment_id, viewer=request.user)
    actions.withdraw(asked, by=request.user)
    messages.success(request, _("Tugas “%s” ditarik.") % asked.title)
    return go(reverse("assignments:desk", args=[asked.cohort.number]))


@writes
def extend(request: Request, assignment_id: uuid.UUID) -> HttpResponse:
    asked = queries.at_desk(assignment_id, viewer=request.user)
    form, fault = forms.ExtendForm(request.POST, cohort=asked.cohort), ""
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.extend(asked, form.seat, said["due_at"], said["reason"], by=request.user)
            messages.success(request, _("Kelonggaran dicatat; pesertanya diberi tahu."))
            return go(asked.desk_url)
        except Refusal as refusal:
            fault = refusal.sentence
    return _show_works(request, asked, extend_form=form, fault=fault)


@writes
def release(request: Request, assignment_id: uuid.UUID) -> HttpResponse:
    asked = queries.at_desk(assignment_id, viewer=request.user)
    try:
        told = actions.release(asked, by=request.user)
    except Refusal as refusal:
        return _show_works(request, asked, fault=refusal.sentence)
    sentence = ngettext("Nilai %d peserta diumumkan.", "Nilai %d peserta diumumkan.", told) % told
    messages.success(request, sentence)
    return go(asked.desk_url)


@reads
def marking(request: Request, work_id: uuid.UUID) -> HttpResponse:
    return _show_marking(request, queries.to_mark(work_id, viewer=request.user))


def _show_marking(request: Request, work: Work, *, fault: str = "") -> HttpResponse:
    context = queries.marking_page(work, viewer=request.user)
    own, rubric = context["own"], work.assignment.rubric
    if request.method == "POST":
        chosen, said = _posted(request, rubric)
    else:
        chosen, said = ([str(each) for each in own.levels], own.feedback) if own else ([], [""] * len(rubric))
    context |= {
        "criteria": [
            {**each, "said": words}
            for each, words in zip(rubrics.to_tick(rubric, chosen), said, strict=False)
        ],
        "far": rubrics.FAR,
        "most": actions.FEEDBACK_MOST,
        "fault": fault,
    }
    return page(request, "assignments/marking.html", context, status=422 if fault else 200)


def _posted(request: Request, rubric: list[dict[str, Any]]) -> tuple[list[str], list[str]]:
    places = range(len(rubric))
    return (
        [request.POST.get(f"level-{at}", "") for at in places],
        [as_posted(request.POST.get(f"feedback-{at}")) for at in places],
    )


@writes
def judge(request: Request, work_id: uuid.UUID) -> HttpResponse:
    row = queries.to_mark(work_id, viewer=request.user)
    chosen, said = _posted(request, row.assignment.rubric)
    try:
        actions.judge(row, rubrics.levels_in(chosen), said, by=request.user)
    except Refusal as refusal:
        return _show_marking(request, row, fault=refusal.sentence)
    messages.success(request, _("Penilaian Anda tersimpan."))
    return go(row.desk_url)
