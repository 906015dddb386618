"""Pages of the year plan: the organiser's, the agency head's, one line, and where a class comes from."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.kit.errors import Refusal, found
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.training.classes import queries as classes
from balaikota.training.needs import queries as needs
from balaikota.training.plans import actions, forms, methods, queries, rules
from balaikota.training.plans.models import Line, Plan

FIRST, LAST = 2000, 2100


def _address(year: int) -> str:
    return reverse("plans:plan", args=[year])


def _years(year: int) -> dict[str, Any]:
    """The year that is shown and those beside it, as text: a year is no amount with thousands."""
    return {"year": str(year), "years": [str(each) for each in (year - 1, year, year + 1)]}


@reads
def plan(request: Request, year: int) -> HttpResponse:
    return _show(request, year)


def _show(request: Request, year: int, *, status: int = 200, **bound: Any) -> HttpResponse:
    """The version that is asked for, with what may be done about it."""
    found(year if FIRST <= year <= LAST else None)
    told = queries.page_of(year, request.GET.get("versi", ""), viewer=request.user)
    shown = told["shown"]
    blank: dict[str, Any] = {
        "line_form": None,
        "reason_form": forms.ReasonForm(),
        "note_form": forms.NoteForm(),
    }
    if shown and shown.may["write"] and "line_form" not in bound:
        blank["line_form"] = forms.LineForm(plan=shown.plan)
    context = {
        **told, **blank, **bound, **_years(year), "wrong": next(iter(bound.values()), None),
        "suggestions": needs.suggestions() if shown and shown.may["write"] else [],
        "waiting": [] if shown else needs.of_year(year),
    }  # fmt: skip
    return page(request, "plans/plan.html", context, status=status)


@writes
def draft(request: Request, year: int) -> HttpResponse:
    found(request.user if rules.may_draft(request.user) else None)
    found(year if FIRST <= year <= LAST else None)
    return go(actions.draft(year, by=request.user))


def _draft(request: Request, year: int) -> Plan:
    """The plan that is being written; begun when the year has none."""
    found(request.user if rules.may_draft(request.user) else None)
    agency = queries.agency_of(request.user)
    return queries.newest(agency, year) or actions.draft(year, by=request.user)


@writes
def add_line(request: Request, year: int) -> HttpResponse:
    shown = queries.plan_to_write(year, viewer=request.user)
    form = forms.LineForm(request.POST, plan=shown)
    if not form.is_valid():
        return _show(request, year, line_form=form, status=422)
    actions.add_line(shown, form.facts, form.answered, by=request.user)
    return go(f"{_address(year)}#baris")


@writes
def take_up(request: Request, year: int) -> HttpResponse:
    """One click: a suggestion is a line."""
    shown = _draft(request, year)
    told = needs.suggestion(request.POST.get("code", ""))
    if told is None:
        raise Refusal(_("Saran itu tidak ada lagi. Muat ulang halaman, lalu pilih yang lain."), status=422)
    made = actions.take_up(shown, told, by=request.user)
    messages.success(
        request, _("Saran menjadi baris rencana. Lengkapi kurikulum, peserta, bulan, dan biayanya.")
    )
    return go(made)


@writes
def answer(request: Request, year: int) -> HttpResponse:
    """One click: the needs of one subject are a line."""
    shown = _draft(request, year)
    made = actions.answer(shown, needs.chosen(request.POST.getlist("need"), year), by=request.user)
    messages.success(request, _("Kebutuhan menjadi baris rencana. Lengkapi yang belum terisi."))
    return go(made)


@writes
def submit(request: Request, year: int) -> HttpResponse:
    actions.submit(queries.plan_to_write(year, viewer=request.user), by=request.user)
    messages.success(request, _("Rencana diajukan. Kepala instansi dikabari."))
    return go(_address(year))


@writes
def approve(request: Request, year: int) -> HttpResponse:
    actions.approve(queries.plan_to_decide(year, viewer=request.user), by=request.user)
    messages.success(request, _("Rencana disetujui. Penyelenggara dapat membuka kelasnya."))
    return go(_address(year))


@writes
def send_back(request: Request, year: int) -> HttpResponse:
    shown, form = queries.plan_to_decide(year, viewer=request.user), forms.NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, year, note_form=form, status=422)
    actions.send_back(shown, form.cleaned_data["note"], by=request.user)
    return go(_address(year))


@writes
def revise(request: Request, year: int) -> HttpResponse:
    shown, form = queries.plan_to_write(year, viewer=request.user), forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, year, reason_form=form, status=422)
    return go(actions.revise(shown, form.cleaned_data["reason"], by=request.user))


@reads
def realisation(request: Request, year: int) -> HttpResponse:
    """For whoever leads the agency, and the organiser: the plan against what came of it, and who lacks JP."""
    found(year if FIRST <= year <= LAST else None)
    told = queries.head_page(year, viewer=request.user)
    shown = told["shown"]
    shares = (
        {
            "participants": methods.share(shown.came.enrolled, shown.planned.participants),
            "cost": methods.share(shown.came.spent, shown.planned.cost),
            "jp": methods.share(shown.came.jp, shown.planned.jp),
        }
        if shown
        else {}
    )
    context = {
        **told,
        **_years(year),
        "shares": shares,
        "at": timezone.now(),
    }
    return page(request, "plans/realisation.html", context)


@reads
def export(request: Request, year: int) -> HttpResponse:
    told = queries.page_of(year, request.GET.get("versi", ""), viewer=request.user)
    shown = found(told["shown"])
    answer = HttpResponse(methods.as_xlsx(queries.book_of(shown)), content_type=methods.XLSX)
    name = f"rencana-pelatihan-{year}-versi-{shown.plan.number}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


# --- one line -------------------------------------------------------------------------------------


@reads
def line(request: Request, line_id: uuid.UUID) -> HttpResponse:
    row = queries.line(line_id, viewer=request.user)
    return _show_line(request, row, forms.LineForm(initial=forms.about(row), plan=row.plan, line=row))


def _show_line(request: Request, row: Line, form: forms.LineForm, status: int = 200) -> HttpResponse:
    is_written = rules.is_draft(row.plan)
    context = {
        "line": row, "form": form, "is_written": is_written, "needs": queries.needs_of(row),
        "cohorts": queries.opened_from(row), "month": methods.month_name(row.month),
    }  # fmt: skip
    return page(request, "plans/line.html", context, status=status)


@writes
def mend_line(request: Request, line_id: uuid.UUID) -> HttpResponse:
    row = queries.line(line_id, viewer=request.user)
    form = forms.LineForm(request.POST, plan=row.plan, line=row)
    if not form.is_valid():
        return _show_line(request, row, form, status=422)
    actions.mend_line(row, form.facts, form.answered, by=request.user)
    return go(f"{_address(row.plan.year)}#baris")


@writes
def drop_line(request: Request, line_id: uuid.UUID) -> HttpResponse:
    row = queries.line(line_id, viewer=request.user)
    actions.drop_line(row, by=request.user)
    return go(f"{_address(row.plan.year)}#baris")


@writes
def open_class(request: Request, line_id: uuid.UUID) -> HttpResponse:
    """One click: the draft of a class."""
    row = queries.line(line_id, viewer=request.user)
    made = actions.open_class(row, by=request.user)
    messages.success(request, _("Kelas dibuat sebagai rencana. Isi tempat dan jadwalnya, lalu umumkan."))
    return go(made.desk_url)


@reads
def of_class(request: Request, number: str) -> HttpResponse:
    """The line a class was made from."""
    cohort = classes.managed(number, viewer=request.user)
    row = queries.line_of(cohort)
    context = {
        "cohort": cohort,
        "line": row,
        "lines": [] if row else queries.lines_for(cohort, viewer=request.user),
        "needs": queries.needs_of(row) if row else [],
        "month": methods.month_name(row.month) if row else "",
        "this_year": str(timezone.localdate().year),
    }
    return page(request, "plans/of_class.html", context)


@writes
def attach(request: Request, number: str) -> HttpResponse:
    """A class that was planned by hand is told of which line it is."""
    cohort = classes.managed(number, viewer=request.user)
    chosen = request.POST.get("line", "")
    known = queries.lines_for(cohort, viewer=request.user)
    row = next((each for each in known if str(each.pk) == chosen), None)
    if row is None:
        raise Refusal(_("Pilih salah satu baris rencana yang tampil."), status=422)
    actions.attach(row, cohort, by=request.user)
    return go(reverse("plans:of_class", args=[cohort.number]))
