"""The officers' desk: what waits, one product side by side with what is proposed, and taking off the shelf."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.kit.errors import found
from balaikota.kit.http import Request, either, go, page, reads, writes
from balaikota.products.listings import actions, methods, rules
from balaikota.products.listings import queries as listings
from balaikota.products.listings.models import Check, Product
from balaikota.products.looking.methods import HINTS
from balaikota.products.moderation import forms, queries

SHOWN = 100


def _checker(request: Request) -> Any:
    return found(request.user if rules.is_checker(request.user) else None)


@reads
def desk(request: Request) -> HttpResponse:
    """What waits to be looked at, the oldest first."""
    _checker(request)
    rows = list(listings.to_check()[:SHOWN])
    shots = listings.pictures([row.product for row in rows])
    told = [
        {
            "check": row,
            "picture": next(iter(shots.get(row.product_id, [])), None),
            "touched": [listings.label_of(name) for name in row.touched],
            "is_new": len(row.touched) > 8,
        }
        for row in rows
    ]
    context = {"rows": told, "count": listings.to_check().count(), "suspended": listings.suspended()[:50]}
    return page(request, "moderation/desk.html", context)


@reads
def _show_check(request: Request, check_id: int) -> HttpResponse:
    _checker(request)
    return _check_page(request, queries.check(check_id))


def _check_page(request: Request, one: Check, form: Any = None, status: int = 200) -> HttpResponse:
    rows, shown = queries.compared(one), one.product
    bound = form or forms.ReasonsForm(rows=[(row.name, row.label) for row in rows])
    context = {
        "check": one,
        "product": shown,
        "price": methods.price_words(shown.basis, shown.price, shown.price_to),
        "form": bound,
        "rows": [(row, bound[row.name]) for row in rows],
        "lines": listings.permits(shown, timezone.localdate()),
        "photos": [
            (photo, [HINTS[each] for each in photo.hints if each in HINTS])
            for photo in listings.photos_of([shown])
        ],
    }
    return page(request, "moderation/check.html", context, status=status)


@writes
def _check(request: Request, check_id: int) -> HttpResponse:
    _checker(request)
    one = queries.check(check_id)
    form = forms.ReasonsForm(request.POST, rows=[(row.name, row.label) for row in queries.compared(one)])
    wants_mending = request.POST.get("outcome") == "wrong"
    if form.is_valid() and wants_mending != any(form.cleaned_data.values()):
        sentence = _(
            "Untuk meminta perbaikan, tulis alasannya di bagian yang salah. Bila semua benar, kosongkan."
        )
        form.add_error(None, sentence)
    if not form.is_valid():
        return _check_page(request, one, form, status=422)
    actions.check(one, form.cleaned_data, by=request.user)
    messages.success(
        request,
        _("Tercatat; penjual diberi tahu.") if wants_mending else _("Tercatat: produk ini benar."),
    )
    return go(reverse("moderation:desk"))


check = either(_show_check, _check)


@reads
def _show_suspend(request: Request, code: str) -> HttpResponse:
    _checker(request)
    return _suspend_page(request, listings.product(code, viewer=request.user), forms.SuspendForm())


def _suspend_page(request: Request, one: Product, form: forms.SuspendForm, status: int = 200) -> HttpResponse:
    return page(request, "moderation/suspend.html", {"product": one, "form": form}, status=status)


@writes
def _suspend(request: Request, code: str) -> HttpResponse:
    _checker(request)
    one, form = listings.product(code, viewer=request.user), forms.SuspendForm(request.POST)
    if not form.is_valid():
        return _suspend_page(request, one, form, status=422)
    actions.suspend(one, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("Ditarik; penjual diberi tahu alasannya."))
    return go(reverse("moderation:desk"))


suspend = either(_show_suspend, _suspend)


@writes
def restore(request: Request, code: str) -> HttpResponse:
    _checker(request)
    actions.restore(listings.product(code, viewer=request.user), by=request.user)
    messages.success(request, _("Penjual boleh memasangnya lagi, dan diberi tahu."))
    return go(reverse("moderation:desk"))
