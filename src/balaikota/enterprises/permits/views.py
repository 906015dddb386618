"""The checklist of permits of a business."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.permits import actions, forms, methods, queries
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register import rules as who
from balaikota.enterprises.register.models import Enterprise, Ware
from balaikota.kit.errors import found
from balaikota.kit.http import Request, either, go, page, reads, writes


@reads(anyone=True)
def law(request: Request) -> HttpResponse:
    """Every permit we know of and every class of product, with sources."""
    today = timezone.localdate()
    rows = [(name, methods.needs(code, size="mikro", on=today)) for code, name in methods.classes().items()]
    named = [(name, [(methods.kinds()[need.kind], need) for need in needs]) for name, needs in rows]
    return page(
        request, "permits/law.html", {"kinds": methods.kinds().values(), "classes": named, "today": today}
    )


@reads
def checklist(request: Request, number: str) -> HttpResponse:
    return _show(request, register.enterprise(number, viewer=request.user))


def _show(request: Request, enterprise: Enterprise, status: int = 200, **bound: Any) -> HttpResponse:
    owns, is_officer = register.owns(request.user, enterprise), who.is_officer(request.user)
    sections = queries.checklist(enterprise)
    for section in sections:
        if section.ware and section.ware.permit_class == "" and section.suggested:
            section.ware.permit_class = section.suggested  # shown as chosen; saved when it is sent
    context = {
        "enterprise": enterprise,
        "sections": [(section, _class_form(section.ware)) for section in sections],
        "is_officer": is_officer and not owns,
        "check_form": forms.CheckForm(),
        "decide_form": forms.DecideForm(),
        "wrong": next(iter(bound.values()), None),
        **bound,
    }
    return page(request, "permits/checklist.html", context, status=status)


def _class_form(ware: Ware | None) -> forms.ClassifyForm | None:
    return (
        forms.ClassifyForm(initial={"permit_class": ware.permit_class}, auto_id=f"id_{ware.pk}_%s")
        if ware
        else None
    )


def _go(enterprise: Enterprise) -> HttpResponse:
    return go(reverse("permits:checklist", args=[enterprise.number]))


def _ware(request: Request, number: str, pk: int) -> Ware:
    return queries.ware(register.enterprise(number, viewer=request.user), pk)


# --- telling of one -------------------------------------------------------------------------------


def _about(request: Request, number: str, kind: str) -> tuple[Enterprise, methods.Kind, Ware | None]:
    """Whose permit, which, and for which product (`?produk=`)."""
    enterprise = register.enterprise(number, viewer=request.user)
    known = found(methods.kinds().get(kind))
    said = request.GET.get("produk", "") or request.POST.get("ware", "")
    ware = queries.ware(enterprise, int(said)) if said.isdecimal() and len(said) < 12 else None
    return enterprise, known, ware if known.of == "ware" else None


@reads
def _tell_page(request: Request, number: str, kind: str) -> HttpResponse:
    enterprise, known, ware = _about(request, number, kind)
    start = {"number": enterprise.nib} if kind == "nib" else {}
    context = {
        "enterprise": enterprise,
        "kind": known,
        "ware": ware,
        "form": forms.TellForm(known, initial=start),
    }
    return page(request, "permits/tell.html", context)


@writes
def _tell(request: Request, number: str, kind: str) -> HttpResponse:
    enterprise, known, ware = _about(request, number, kind)
    form = forms.TellForm(known, request.POST)
    if known.of == "ware" and ware is None:
        form.add_error(None, _("Pilih produknya dari daftar izin, lalu catat nomornya."))
    if not form.is_valid():
        context = {"enterprise": enterprise, "kind": known, "ware": ware, "form": form}
        return page(request, "permits/tell.html", context, status=422)
    actions.tell(enterprise, actions.Told(kind, ware=ware, **form.cleaned_data), by=request.user)
    messages.success(request, _("%(name)s dicatat. Petugas akan memeriksa suratnya.") % {"name": known.name})
    return _go(enterprise)


tell = either(_tell_page, _tell)


# --- sorting, checking, deciding ------------------------------------------------------------------


@writes
def classify(request: Request, number: str, ware_id: int) -> HttpResponse:
    ware, form = _ware(request, number, ware_id), forms.ClassifyForm(request.POST)
    if not form.is_valid():
        return _show(request, ware.enterprise, status=422, class_form=form)
    actions.classify(ware, form.cleaned_data["permit_class"], by=request.user)
    return _go(ware.enterprise)


@writes
def decide(request: Request, number: str, ware_id: int) -> HttpResponse:
    found(True if who.is_officer(request.user) else None)
    ware, form = _ware(request, number, ware_id), forms.DecideForm(request.POST)
    if not form.is_valid():
        return _show(request, ware.enterprise, status=422, decide_form=form)
    told = form.cleaned_data
    is_needed = told["is_needed"] == "ya"
    actions.decide(ware, told["kind"], is_needed=is_needed, reason=told["reason"], by=request.user)
    messages.success(request, _("Putusan tercatat."))
    return _go(ware.enterprise)


@writes
def check(request: Request, number: str, permit_id: int) -> HttpResponse:
    found(True if who.is_officer(request.user) else None)
    permit, form = queries.permit(permit_id, viewer=request.user), forms.CheckForm(request.POST)
    found(permit if permit.enterprise.number == number else None)  # another business's is not below this one
    if not form.is_valid():
        return _show(request, permit.enterprise, status=422, check_form=form)
    told = form.cleaned_data
    actions.check(permit, is_right=told["is_right"] == "ya", reason=told["reason"], by=request.user)
    messages.success(request, _("Pemeriksaan tercatat."))
    return _go(permit.enterprise)
