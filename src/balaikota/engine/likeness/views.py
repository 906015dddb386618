"""Possible doubles in the browser: the list, one pair side by side, and the threshold."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.engine.likeness import actions, forms, queries, rules
from balaikota.engine.likeness.models import Pair
from balaikota.kit.errors import found
from balaikota.kit.http import Request, disclosed, go, page, reads, writes

PURPOSE = "memeriksa dugaan data ganda"


@reads
def index(request: Request) -> HttpResponse:
    """Only those who look up residents or work at a desk have this list."""
    found(request.user if queries.may_enter(request.user) else None)
    settled = request.GET.get("tampil") == "selesai"
    shown = queries.pairs(request.user, settled=settled, after=request.GET.get("sesudah", ""))
    kept = "tampil=selesai&" if settled else ""
    context = {
        "pairs": shown.rows,
        "settled": settled,
        "threshold": queries.threshold(),
        "next_url": f"?{kept}sesudah={shown.after}" if shown.after else "",
    }
    return page(request, "likeness/index.html", context)


@reads
def pair(request: Request, id: uuid.UUID) -> HttpResponse:
    return show(request, queries.pair(id, viewer=request.user))


def show(request: Request, pair: Pair, form: forms.MergeForm | None = None) -> HttpResponse:
    """Both files are opened, and both people will read that they were."""
    for side in pair.sides:
        subject = side if pair.is_of_persons else side.applicant
        name = "people.opened" if pair.is_of_persons else "cases.opened"
        disclosed(name=name, about=side, by=request.user, subject=subject, purpose=PURPOSE, what="likeness")
    context: dict[str, Any] = {"note_form": forms.NoteForm(), "form": form or forms.MergeForm()}
    context |= queries.pair_page(pair, viewer=request.user)
    return page(request, "likeness/pair.html", context, status=422 if form else 200)


@writes
def set_apart(request: Request, id: uuid.UUID) -> HttpResponse:
    pair, form = queries.pair(id, viewer=request.user), forms.NoteForm(request.POST)
    if form.is_valid():
        actions.set_apart(pair, **form.cleaned_data, by=request.user)
        messages.success(request, _("Tercatat. Pasangan ini tidak akan ditanyakan lagi."))
    return go(pair)


@writes
def call_same(request: Request, id: uuid.UUID) -> HttpResponse:
    pair, form = queries.pair(id, viewer=request.user), forms.NoteForm(request.POST)
    if form.is_valid():
        actions.call_same(pair, **form.cleaned_data, by=request.user)
        messages.success(request, _("Tercatat. Tolak salah satu permohonan pada halamannya."))
    return go(pair)


@writes
def reopen(request: Request, id: uuid.UUID) -> HttpResponse:
    pair = queries.pair(id, viewer=request.user)
    actions.reopen(pair, by=request.user)
    return go(pair)


@writes
def merge(request: Request, id: uuid.UUID) -> HttpResponse:
    pair, form = queries.pair(id, viewer=request.user), forms.MergeForm(request.POST)
    if not form.is_valid():
        return show(request, pair, form)
    said = form.cleaned_data
    actions.merge(pair, said["kept"], reason=said["reason"], by=request.user)
    messages.success(request, _("Kedua catatan sudah menjadi satu. Ini masih dapat diurungkan."))
    return go(pair)


@writes
def undo(request: Request, id: uuid.UUID) -> HttpResponse:
    pair = queries.pair(id, viewer=request.user)
    actions.undo(found(queries.merge_of(pair)), by=request.user)
    messages.success(request, _("Penggabungan diurungkan. Kedua catatan kembali seperti semula."))
    return go(pair)


@reads
def thresholds(request: Request) -> HttpResponse:
    return show_thresholds(request, forms.ThresholdForm(initial={"bits": queries.threshold()}))


def show_thresholds(request: Request, form: forms.ThresholdForm) -> HttpResponse:
    found(request.user if queries.may_enter(request.user) else None)
    context = {
        "form": form,
        "counts": queries.counts(request.user),
        "threshold": queries.threshold(),
        "history": queries.thresholds(),
        "may_tune": rules.may_tune(request.user),
    }
    return page(request, "likeness/thresholds.html", context, status=422 if form.is_bound else 200)


@writes
def tune(request: Request) -> HttpResponse:
    found(request.user if rules.may_tune(request.user) else None)
    form = forms.ThresholdForm(request.POST)
    if not form.is_valid():
        return show_thresholds(request, form)
    actions.tune(form.cleaned_data["bits"], reason=form.cleaned_data["reason"], by=request.user)
    return go(reverse("likeness:thresholds"))
