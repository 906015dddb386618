"""The pages of those who keep an office's papers."""

import uuid

from django.http import HttpResponse
from django.urls import reverse

from balaikota.engine.cases.models import Case
from balaikota.engine.retention import actions, forms, queries, rules
from balaikota.engine.retention.models import Batch
from balaikota.kit.errors import found
from balaikota.kit.http import Request, disclosed, go, page, reads, writes


@reads
def index(request: Request) -> HttpResponse:
    """The schedule, what is due, and what was destroyed."""
    found(rules.may_look(request.user) or None)
    return page(request, "retention/index.html", queries.overview(request.user))


@reads
def due(request: Request) -> HttpResponse:
    found(rules.may_look(request.user) or None)
    rows = queries.waiting_page(request.user, request.GET.get("sesudah", ""))
    context = {"page": rows, "next_url": _after(rows), "agencies": queries.keeps(request.user)}
    return page(request, "retention/due.html", context)


@reads
def holds(request: Request) -> HttpResponse:
    found(rules.may_look(request.user) or None)
    rows = queries.holds(request.user, request.GET.get("sesudah", ""))
    return page(request, "retention/holds.html", {"page": rows, "next_url": _after(rows)})


def _after(rows: queries.Page) -> str:
    return f"?sesudah={rows.after}" if rows.after else ""


@writes
def prepare(request: Request, code: str) -> HttpResponse:
    return go(actions.prepare(queries.agency(code, viewer=request.user), by=request.user))


@reads
def batch(request: Request, id: uuid.UUID) -> HttpResponse:
    return _show(request, queries.batch(id, viewer=request.user), forms.ConfirmForm())


@writes
def confirm(request: Request, id: uuid.UUID) -> HttpResponse:
    batch = queries.batch(id, viewer=request.user)
    form = forms.ConfirmForm(request.POST)
    if form.is_valid():
        actions.confirm(batch, by=request.user)
        return go(batch)
    return _show(request, batch, form, status=422)


@writes
def discard(request: Request, id: uuid.UUID) -> HttpResponse:
    actions.discard(queries.batch(id, viewer=request.user), by=request.user)
    return go(reverse("retention:due"))


def _show(request: Request, batch: Batch, form: forms.ConfirmForm, status: int = 200) -> HttpResponse:
    rows = queries.listed(batch, request.GET.get("sesudah", ""))
    context = {
        "batch": batch,
        "page": rows,
        "next_url": _after(rows),
        "services": queries.by_service(batch),
        "letter": queries.paper_of(batch),
        "form": form,
        "is_head": rules.is_head(request.user, batch),
        "may_confirm": rules.may_confirm(request.user, batch),
        "may_discard": rules.may_keep(request.user, batch.agency),
    }
    return page(request, "retention/batch.html", context, status=status)


@reads
def holding(request: Request, number: str) -> HttpResponse:
    return _show_hold(request, queries.case_to_hold(number, viewer=request.user), forms.HoldForm())


@writes
def hold(request: Request, number: str) -> HttpResponse:
    case = queries.case_to_hold(number, viewer=request.user)
    form = forms.HoldForm(request.POST)
    if form.is_valid():
        actions.hold(case, **form.cleaned_data, by=request.user)
        return go(reverse("retention:holding", args=[number]))
    return _show_hold(request, case, form, status=422)


@writes
def lift(request: Request, number: str) -> HttpResponse:
    actions.lift(queries.case_to_hold(number, viewer=request.user), by=request.user)
    return go(reverse("retention:holding", args=[number]))


def _show_hold(request: Request, case: Case, form: forms.HoldForm, status: int = 200) -> HttpResponse:
    who = {"by": request.user, "subject": case.applicant}
    disclosed(name="cases.opened", about=case, purpose=f"menahan berkas {case.number}", **who)
    context = {"case": case, "hold": queries.hold_on(case), "due": queries.due(case), "form": form}
    return page(request, "retention/holding.html", context, status=status)
