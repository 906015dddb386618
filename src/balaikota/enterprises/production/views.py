"""What products cost, how they come out, what improvements did, and the value added."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.books import queries as books
from balaikota.enterprises.production import actions, forms, methods, queries
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Ware
from balaikota.kit.http import Request, either, go, page, reads, writes


@reads
def index(request: Request, number: str) -> HttpResponse:
    enterprise = register.own(number, viewer=request.user)
    context = {
        "enterprise": enterprise,
        "products": queries.products(enterprise),
        "improvements": queries.improvements(enterprise),
        "values": queries.values(enterprise),
        "came_back": queries.came_back(enterprise),
        "has_book": books.book_of(enterprise) is not None,
    }
    return page(request, "production/index.html", context)


@reads
def product(request: Request, number: str, ware_id: int) -> HttpResponse:
    return _show(request, queries.ware(number, ware_id, viewer=request.user))


def _show(request: Request, ware: Ware, status: int = 200, **bound: Any) -> HttpResponse:
    today = timezone.localdate()
    told = queries.product(ware, books.book_of(ware.enterprise))
    context = {
        "enterprise": ware.enterprise,
        "ware": ware,
        "product": told,
        "suggested": methods.price_for(told.cost.unit, told.recipe.margin_pct)
        if told.cost and told.recipe
        else None,
        "batches": queries.batches(ware)[: queries.SHOWN],
        "batch_form": forms.BatchForm(initial={"on": today, "key": uuid.uuid4()}, auto_id="id_buat_%s"),
        "count_form": forms.CountForm(auto_id="id_stok_%s"),
        "improve_form": forms.ImproveForm(initial={"on": today}, auto_id="id_ubah_%s"),
        "wrong": next(iter(bound.values()), None),
        **bound,
    }
    return page(request, "production/product.html", context, status=status)


def _go(ware: Ware) -> HttpResponse:
    return go(reverse("production:product", args=[ware.enterprise.number, ware.pk]))


@reads
def _reckon_page(request: Request, number: str, ware_id: int) -> HttpResponse:
    ware = queries.ware(number, ware_id, viewer=request.user)
    recipe = queries.recipe_of(ware)
    form = forms.RecipeForm(initial=forms.shown(recipe) if recipe else {})
    return page(
        request, "production/reckon.html", {"enterprise": ware.enterprise, "ware": ware, "form": form}
    )


@writes
def _reckon(request: Request, number: str, ware_id: int) -> HttpResponse:
    ware, form = queries.ware(number, ware_id, viewer=request.user), forms.RecipeForm(request.POST)
    if not form.is_valid():
        context = {"enterprise": ware.enterprise, "ware": ware, "form": form}
        return page(request, "production/reckon.html", context, status=422)
    told = form.cleaned_data
    parts = {name: told[name] for name in ("gives", "minutes", "wage_hour", "overhead", "packaging")}
    unit = methods.cost(materials=sum(amount for _name, amount in told["materials"]), **parts).unit
    told["price"] = told["price"] or methods.price_for(unit, told["margin_pct"])
    actions.write_recipe(ware, told, by=request.user)
    return _go(ware)


reckon = either(_reckon_page, _reckon)


@writes
def make(request: Request, number: str, ware_id: int) -> HttpResponse:
    ware = queries.ware(number, ware_id, viewer=request.user)
    form = forms.BatchForm(request.POST, auto_id="id_buat_%s")
    if not form.is_valid():
        return _show(request, ware, 422, batch_form=form)
    told = dict(form.cleaned_data)
    actions.make(ware, told, key=told.pop("key"), by=request.user)
    messages.success(request, _("Tercatat."))
    return _go(ware)


@writes
def strike(request: Request, number: str, ware_id: int, batch_id: int) -> HttpResponse:
    ware = queries.ware(number, ware_id, viewer=request.user)
    actions.strike(queries.batch(ware, batch_id), by=request.user)
    messages.success(request, _("Dicoret; tidak dihitung lagi."))
    return _go(ware)


@writes
def count(request: Request, number: str, ware_id: int) -> HttpResponse:
    ware = queries.ware(number, ware_id, viewer=request.user)
    form = forms.CountForm(request.POST, auto_id="id_stok_%s")
    if not form.is_valid():
        return _show(request, ware, 422, count_form=form)
    actions.count(ware, form.cleaned_data["counted"], timezone.localdate(), by=request.user)
    messages.success(request, _("Stok tercatat."))
    return _go(ware)


@writes
def improve(request: Request, number: str, ware_id: int) -> HttpResponse:
    ware = queries.ware(number, ware_id, viewer=request.user)
    form = forms.ImproveForm(request.POST, auto_id="id_ubah_%s")
    if not form.is_valid():
        return _show(request, ware, 422, improve_form=form)
    actions.improve(ware, form.cleaned_data, by=request.user)
    messages.success(
        request, _("Perbaikan tercatat. Catat terus setiap kali membuat, agar hasilnya terukur.")
    )
    return _go(ware)
