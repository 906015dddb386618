"""The queue of pairs, and one pair side by side."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from balaikota.enterprises.linkage import actions, forms, methods, queries, rules
from balaikota.enterprises.linkage.models import Pair
from balaikota.kit.errors import found
from balaikota.kit.http import Request, go, page, reads, writes


@reads
def index(request: Request) -> HttpResponse:
    """What waits, the likeliest first; and what was settled lately."""
    found(request.user if rules.may_settle(request.user) else None)
    rows = queries.waiting(request.user)
    shown = [
        (row, methods.reasons(row.points)[:3], methods.is_one_business(row.points))
        for row in rows[: queries.PAGE]
    ]
    context = {"rows": shown, "count": rows.count(), "settled": queries.settled(request.user)}
    return page(request, "linkage/index.html", context)


@reads
def pair(request: Request, pk: uuid.UUID) -> HttpResponse:
    return _show(request, queries.pair(pk, viewer=request.user))


def _show(
    request: Request, pair: Pair, form: forms.MergeForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "pair": pair,
        "rows": queries.side_by_side(pair),
        "reasons": methods.reasons(pair.points),
        "is_one": methods.is_one_business(pair.points),
        "may_merge": rules.may_merge(pair),
        "may_undo": rules.may_undo(pair),
        "is_open": not queries.is_settled(pair),
        "form": form or forms.MergeForm(pair, initial={"kept": "a"}),
    }
    return page(request, "linkage/pair.html", context, status=status)


@writes
def ask(request: Request) -> HttpResponse:
    found(request.user if rules.may_settle(request.user) else None)
    actions.ask(by=request.user)
    messages.success(request, _("Register sedang dicari. Muat ulang halaman ini sebentar lagi."))
    return go("/umkm/ganda/")


@writes
def set_apart(request: Request, pk: uuid.UUID) -> HttpResponse:
    one = queries.pair(pk, viewer=request.user)
    form = forms.ApartForm(request.POST)
    found(form if form.is_valid() else None)
    actions.set_apart(one, same_owner=form.cleaned_data["is_same_owner"], by=request.user)
    messages.success(request, _("Tercatat. Pasangan ini tidak ditanyakan lagi."))
    return go("/umkm/ganda/")


@writes
def merge(request: Request, pk: uuid.UUID) -> HttpResponse:
    one = queries.pair(pk, viewer=request.user)
    form = forms.MergeForm(one, request.POST)
    if not form.is_valid():
        return _show(request, one, form, 422)
    actions.merge(one, form.cleaned_data["kept"], by=request.user)
    messages.success(request, _("Digabung. Riwayat keduanya tetap ada, dan gabungan ini dapat diurungkan."))
    return go(one)


@writes
def undo(request: Request, pk: uuid.UUID) -> HttpResponse:
    one = queries.pair(pk, viewer=request.user)
    actions.undo(one, by=request.user)
    messages.success(request, _("Diurungkan: kedua usaha berdiri sendiri lagi."))
    return go(one)
