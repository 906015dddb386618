"""Questionnaires, the evaluation of one class, and the agency's summary."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort
from balaikota.training.evaluation import actions, forms, methods, queries, rules
from balaikota.training.evaluation.models import Behaviour, Side


def _form(which: str, data: Any = None, *, session: uuid.UUID | None = None) -> forms.MarksForm:
    """The form of a session or of the end."""
    told = [(each["code"], each["text"]) for each in methods.asked()[which]]
    remark = _("Saran untuk sesi ini") if which == "session" else _("Saran untuk penyelenggara")
    return forms.MarksForm(data, questions=told, remark=remark, place=f"sesi-{session}" if session else "id")


@reads
def reaction(request: Request, number: str) -> HttpResponse:
    return _ask(request, classes.cohort(number, viewer=request.user))


def _ask(
    request: Request,
    cohort: Cohort,
    *,
    end: Any = None,
    of: Any = None,
    session: Any = None,
    status: int = 200,
) -> HttpResponse:
    """All that may be judged now; the form that was sent keeps what was typed."""
    seat = queries.seat(cohort, request.user)
    rows = [
        (each, of if each.pk == session else _form("session", session=each.pk))
        for each in queries.open_sessions(seat)
    ]
    context = {
        "cohort": cohort,
        "sessions": rows,
        "end": (end or _form("end")) if queries.is_end_open(seat) else None,
        "is_said": queries.has_said(seat, None),
        "asked": methods.asked(),
    }
    return page(request, "evaluation/reaction.html", context, status=status)


@writes
def react(request: Request, number: str) -> HttpResponse:
    cohort = classes.cohort(number, viewer=request.user)
    seat, form = queries.seat(cohort, request.user), _form("end", request.POST)
    if not form.is_valid():
        return _ask(request, cohort, end=form, status=422)
    actions.react(seat, None, form.marks, form.remark, by=request.user)
    return _thanked(request, cohort)


@writes
def react_to_session(request: Request, number: str, session_id: uuid.UUID) -> HttpResponse:
    cohort = classes.cohort(number, viewer=request.user)
    seat, form = queries.seat(cohort, request.user), _form("session", request.POST, session=session_id)
    session = classes.session(session_id)
    if not form.is_valid():
        return _ask(request, cohort, of=form, session=session.pk, status=422)
    actions.react(seat, session, form.marks, form.remark, by=request.user)
    return _thanked(request, cohort)


def _thanked(request: Request, cohort: Cohort) -> HttpResponse:
    messages.success(request, _("Terima kasih. Jawaban Anda tersimpan tanpa nama."))
    return go(reverse("evaluation:reaction", args=[cohort.number]))


# --- months later ---------------------------------------------------------------------------------


def _behaviour_form(row: Behaviour, data: Any = None) -> forms.MarksForm:
    side = "own" if row.side == Side.OWN else "superior"
    told = [(each["code"], each[side]) for each in methods.asked()["behaviour"]]
    return forms.MarksForm(data, questions=told, remark=_("Contoh penerapan, atau yang menghambat"))


@reads
def asked(request: Request) -> HttpResponse:
    """What waits for the viewer's answer, as a participant and as a superior."""
    return page(request, "evaluation/asked.html", {"rows": queries.waiting_for(request.user)})


@reads
def behaviour(request: Request, behaviour_id: uuid.UUID) -> HttpResponse:
    row = queries.behaviour(behaviour_id, viewer=request.user)
    return _show_behaviour(request, row, _behaviour_form(row))


def _show_behaviour(
    request: Request, row: Behaviour, form: forms.MarksForm, status: int = 200
) -> HttpResponse:
    context = {"row": row, "form": form, "is_own": row.side == Side.OWN, "cohort": row.enrolment.cohort,
               "is_open": rules.may_answer(request.user, row, timezone.localdate())}  # fmt: skip
    return page(request, "evaluation/behaviour.html", context, status=status)


@writes
def answer(request: Request, behaviour_id: uuid.UUID) -> HttpResponse:
    row = queries.behaviour(behaviour_id, viewer=request.user)
    form = _behaviour_form(row, request.POST)
    if not form.is_valid():
        return _show_behaviour(request, row, form, status=422)
    actions.answer(row, form.marks, form.remark, by=request.user)
    messages.success(request, _("Terima kasih. Jawaban Anda tersimpan."))
    return go(reverse("evaluation:asked"))


# --- the organiser --------------------------------------------------------------------------------


@reads
def evaluation(request: Request, number: str) -> HttpResponse:
    return _show(request, classes.managed(number, viewer=request.user))


def _show(
    request: Request,
    cohort: Cohort,
    *,
    cost: Any = None,
    spent: Any = None,
    faulty: Any = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **queries.evaluation(cohort),
        "cohort": cohort,
        "asked": methods.asked(),
        "cost_form": cost or forms.CostForm(),
        "spent_form": spent or forms.SpentForm(),
        "faulty": faulty,
        "may_keep": rules.may_keep_costs(request.user, cohort),
    }
    return page(request, "evaluation/evaluation.html", context, status=status)


@writes
def plan_cost(request: Request, number: str) -> HttpResponse:
    cohort, form = classes.managed(number, viewer=request.user), forms.CostForm(request.POST)
    if not form.is_valid():
        return _show(request, cohort, cost=form, status=422)
    actions.plan_cost(cohort, **form.cleaned_data, by=request.user)
    return go(reverse("evaluation:evaluation", args=[cohort.number]))


@writes
def note_spent(request: Request, cost_id: uuid.UUID) -> HttpResponse:
    row, form = queries.cost_at_desk(cost_id, viewer=request.user), forms.SpentForm(request.POST)
    if not form.is_valid():
        return _show(request, row.cohort, spent=form, faulty=row.pk, status=422)
    actions.note_spent(row, **form.cleaned_data, by=request.user)
    return go(reverse("evaluation:evaluation", args=[row.cohort.number]))


@reads
def summary(request: Request) -> HttpResponse:
    rows = queries.summary(request.user)
    return page(request, "evaluation/summary.html", {"rows": rows, "least": methods.asked()["least"]})
