"""Pages of needs: a unit head's, one's own, and the organiser's analysis."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.kit.errors import Refusal, found
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.training.needs import actions, forms, methods, queries, rules
from balaikota.training.needs.models import Need
from balaikota.training.servants import queries as servants


def _year(text: str) -> int:
    return methods.year_in(text, timezone.localdate().year)


def _years(year: int) -> dict[str, object]:
    """The year that is shown and those beside it, as text: a year is no amount with thousands."""
    this = timezone.localdate().year
    return {
        "year": str(year),
        "this_year": str(this),
        "years": [str(each) for each in (this - 1, this, this + 1)],
        "is_open": rules.is_open(year, this),
    }


@reads
def unit(request: Request) -> HttpResponse:
    """What the units one leads lack, and who of them lacks JP."""
    year = _year(request.GET.get("tahun", ""))
    start = {"target": request.GET.get("untuk", "")}
    found(servants.units_led_by(request.user) or None)
    return _show_unit(request, year, forms.RecordForm(initial=start, viewer=request.user))


def _show_unit(request: Request, year: int, form: forms.RecordForm, status: int = 200) -> HttpResponse:
    context = {
        **_years(year),
        "units": queries.unit_pages(request.user, year),
        "suggestions": queries.suggestions(),
        "form": form,
        "is_asked": form.is_bound or bool(form.initial.get("target")),
    }
    return page(request, "needs/unit.html", context, status=status)


def _back(year: int) -> str:
    return f"{reverse('needs:unit')}?tahun={year}"


@writes
def record(request: Request) -> HttpResponse:
    found(servants.units_led_by(request.user) or None)
    year, form = _year(request.POST.get("year", "")), forms.RecordForm(request.POST, viewer=request.user)
    if form.is_valid():
        try:
            actions.record(form.chosen, year, form.facts, by=request.user)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(
                request, _("Kebutuhan tercatat. Penyelenggara pelatihan membacanya saat menyusun rencana.")
            )
            return go(_back(year))
    return _show_unit(request, year, form, status=422)


@writes
def take_up(request: Request) -> HttpResponse:
    """One click: the suggestion is a need of this unit."""
    led = servants.units_led_by(request.user)
    code = f"unit:{request.POST.get('unit', led[0].pk if led else '')}"
    target = found(next((each for each in queries.targets(request.user) if each.code == code), None))
    year, told = _year(request.POST.get("year", "")), queries.suggestion(request.POST.get("code", ""))
    if told is None:
        raise Refusal(_("Saran itu tidak ada lagi. Muat ulang halaman, lalu pilih yang lain."), status=422)
    row = actions.take_up(told, target, year, by=request.user)
    messages.success(request, _("Saran menjadi kebutuhan unit. Lengkapi tingkatnya."))
    return go(row)


@reads
def need(request: Request, need_id: uuid.UUID) -> HttpResponse:
    row = queries.need(need_id, viewer=request.user)
    return _show_need(request, row, forms.NeedForm(initial=forms.about(row)))


def _show_need(request: Request, row: Need, form: forms.NeedForm, status: int = 200) -> HttpResponse:
    answer = queries.answer(row)
    may = rules.may_change(row, [row.unit], answer, timezone.localdate().year)
    context = {"need": row, "form": form, "answer": answer, "may_change": may, "back": _back(row.year)}
    return page(request, "needs/need.html", context, status=status)


@writes
def mend(request: Request, need_id: uuid.UUID) -> HttpResponse:
    row, form = queries.need(need_id, viewer=request.user), forms.NeedForm(request.POST)
    if form.is_valid():
        try:
            actions.mend(row, form.facts, by=request.user)
            return go(_back(row.year))
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
    return _show_need(request, row, form, status=422)


@writes
def withdraw(request: Request, need_id: uuid.UUID) -> HttpResponse:
    row = queries.need(need_id, viewer=request.user)
    actions.withdraw(row, by=request.user)
    messages.success(request, _("Kebutuhan ditarik."))
    return go(_back(row.year))


@reads
def mine(request: Request) -> HttpResponse:
    """What one's head has recorded of oneself."""
    return page(request, "needs/mine.html", {"rows": queries.of_person(request.user)})


@reads
def analysis(request: Request) -> HttpResponse:
    year = _year(request.GET.get("tahun", ""))
    context = {
        **_years(year), **queries.analysis(request.user, year), "suggestions": queries.suggestions(),
    }  # fmt: skip
    return page(request, "needs/analysis.html", context)
