"""Plans for capital, and what a bank reads."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.capital import actions, forms, methods, queries
from balaikota.enterprises.capital.models import Plan, Sharing
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.kit.http import Request, disclosed, either, go, page, reads, writes

PDF = "application/pdf"


@reads(anyone=True, replica=True)
def offers(request: Request) -> HttpResponse:
    """Every loan and grant we know of, with its source and what contradicts it."""
    today = timezone.localdate()
    rows = [each for each in methods.offers().values() if each.ends >= today]
    context = {"offers": rows, "ended": methods.ended(today), "grants": methods.grants_now(), "today": today}
    return page(request, "capital/offers.html", context)


@reads
def index(request: Request, number: str) -> HttpResponse:
    enterprise = register.own(number, viewer=request.user)
    return page(request, "capital/index.html", {"enterprise": enterprise, "plans": queries.plans(enterprise)})


# --- a plan ---------------------------------------------------------------------------------------


def _edit(
    request: Request, enterprise: Enterprise, form: forms.PlanForm, plan: Plan | None = None
) -> HttpResponse:
    context = {"enterprise": enterprise, "form": form, "plan": plan}
    return page(request, "capital/edit.html", context, status=422 if form.is_bound else 200)


@reads
def _blank(request: Request, number: str) -> HttpResponse:
    enterprise = register.own(number, viewer=request.user)
    start = {"growth_pct": "0", "yearly_pct": "6"} | queries.start(enterprise)
    return _edit(request, enterprise, forms.PlanForm(initial=start))


@writes
def _make(request: Request, number: str) -> HttpResponse:
    enterprise, form = register.own(number, viewer=request.user), forms.PlanForm(request.POST)
    if not form.is_valid():
        return _edit(request, enterprise, form)
    return go(actions.make(enterprise, form.cleaned_data, by=request.user))


make = either(_blank, _make)


@reads
def _filled(request: Request, number: str, plan_id: int) -> HttpResponse:
    row = queries.plan(number, plan_id, viewer=request.user)
    return _edit(request, row.enterprise, forms.PlanForm(initial=forms.shown(row)), row)


@writes
def _change(request: Request, number: str, plan_id: int) -> HttpResponse:
    row, form = queries.plan(number, plan_id, viewer=request.user), forms.PlanForm(request.POST)
    if not form.is_valid():
        return _edit(request, row.enterprise, form, row)
    actions.change(row, form.cleaned_data, by=request.user)
    return go(row)


change = either(_filled, _change)


@reads
def plan(request: Request, number: str, plan_id: int) -> HttpResponse:
    return _show(request, queries.plan(number, plan_id, viewer=request.user))


def _show(request: Request, row: Plan, status: int = 200, **bound: Any) -> HttpResponse:
    context = {
        "enterprise": row.enterprise,
        "plan": row,
        "choose_form": forms.ChooseForm(initial={"source": row.source}),
        "share_form": forms.ShareForm(),
        "receive_form": forms.ReceiveForm(initial={"on": timezone.localdate()}),
        "sharings": queries.sharings(row),
        "wrong": next(iter(bound.values()), None),
        **queries.worked_out(row),
        **bound,
    }
    return page(request, "capital/plan.html", context, status=status)


@reads
def paper(request: Request, number: str, plan_id: int) -> HttpResponse:
    row = queries.plan(number, plan_id, viewer=request.user)
    return _pdf(queries.paper(queries.proposal(row)), f"usulan-{number}-{plan_id}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=PDF)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@writes
def choose(request: Request, number: str, plan_id: int) -> HttpResponse:
    row, form = queries.plan(number, plan_id, viewer=request.user), forms.ChooseForm(request.POST)
    if not form.is_valid():
        return _show(request, row, 422, choose_form=form)
    actions.choose(row, form.cleaned_data["source"], by=request.user)
    messages.success(request, _("Sumber modal tercatat."))
    return go(row)


@writes
def receive(request: Request, number: str, plan_id: int) -> HttpResponse:
    row, form = queries.plan(number, plan_id, viewer=request.user), forms.ReceiveForm(request.POST)
    if not form.is_valid():
        return _show(request, row, 422, receive_form=form)
    actions.receive(row, form.cleaned_data["amount"], form.cleaned_data["on"], by=request.user)
    messages.success(request, _("Dana yang diterima tercatat."))
    return go(row)


# --- a bank ---------------------------------------------------------------------------------------


@writes
def share(request: Request, number: str, plan_id: int) -> HttpResponse:
    row, form = queries.plan(number, plan_id, viewer=request.user), forms.ShareForm(request.POST)
    if not form.is_valid():
        return _show(request, row, 422, share_form=form)
    actions.share(row, form.cleaned_data["bank"], by=request.user)
    messages.success(request, _("Izin tercatat. Berikan tautannya kepada bank itu."))
    return go(row)


@writes
def withdraw(request: Request, number: str, plan_id: int, sharing_id: uuid.UUID) -> HttpResponse:
    row = queries.plan(number, plan_id, viewer=request.user)
    actions.withdraw(queries.sharing_of(row, sharing_id), by=request.user)
    messages.success(request, _("Izin ditarik. Tautannya tidak membuka apa-apa lagi."))
    return go(row)


def _opened(request: Request, sharing_id: uuid.UUID, seal: str) -> Sharing:
    """Each look is written down, and its owner sees it."""
    row = queries.shared(sharing_id, seal)
    disclosed(name="capital.opened", about=row, by=None, subject=row.by, purpose=row.bank)
    return row


@reads(anyone=True)
def shared(request: Request, sharing_id: uuid.UUID, seal: str) -> HttpResponse:
    row = _opened(request, sharing_id, seal)
    answer = page(request, "capital/shared.html", {"sharing": row, "told": row.content, "seal": seal})
    answer["X-Robots-Tag"], answer["Cache-Control"] = "noindex", "private, no-store"
    return answer


@reads(anyone=True)
def shared_paper(request: Request, sharing_id: uuid.UUID, seal: str) -> HttpResponse:
    row = _opened(request, sharing_id, seal)
    return _pdf(queries.paper(row.content), "usulan-pembiayaan.pdf")
