"""The card desk: stock, queue, print, hand over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.civil.cards import actions, forms, queries
from balaikota.civil.cards.models import Jenis
from balaikota.kit.http import Request, go, page, reads, writes


def show(request: Request, stock_form: forms.StockForm, status: int = 200) -> HttpResponse:
    context = {
        "shelves": queries.shelves(request.user),
        "stock_form": stock_form,
        "hand_over_form": forms.HandOverForm(),
    }
    return page(request, "cards/desk.html", context, status=status)


@reads
def desk(request: Request) -> HttpResponse:
    return show(request, forms.StockForm())


@writes
def receive_stock(request: Request) -> HttpResponse:
    at = queries.desk_of(request.user)
    form = forms.StockForm(request.POST)
    if not form.is_valid():
        return show(request, form, status=422)
    kind = Jenis(form.cleaned_data["jenis"])
    actions.stock_received(at, kind, form.cleaned_data["count"], by=request.user)
    return go(reverse("cards:desk"))


@writes
def print_next(request: Request) -> HttpResponse:
    at = queries.desk_of(request.user)
    form = forms.KindForm(request.POST)
    if not form.is_valid():
        return show(request, forms.StockForm(), status=422)
    card = actions.print_next(at, Jenis(form.cleaned_data["jenis"]), by=request.user)
    messages.success(request, _("Giliran berikutnya dicetak: permohonan %s.") % card.case.number)
    return go(reverse("cards:desk"))


@writes
def lay_ready(request: Request, card_id: UUID) -> HttpResponse:
    actions.lay_ready(queries.card(card_id, viewer=request.user), by=request.user)
    return go(reverse("cards:desk"))


@writes
def spoil(request: Request, card_id: UUID) -> HttpResponse:
    actions.spoil(queries.card(card_id, viewer=request.user), by=request.user)
    return go(reverse("cards:desk"))


@writes
def hand_over(request: Request, card_id: UUID) -> HttpResponse:
    card = queries.card(card_id, viewer=request.user)
    form = forms.HandOverForm(request.POST)
    form.is_valid()  # two ticks and a name: nothing can be typed wrong, and the action says what is missing
    ticks = {name: form.cleaned_data[name] for name in ("identity_checked", "old_card_taken")}
    actions.hand_over(card, form.receiver(), **ticks, by=request.user)
    return go(reverse("cards:desk"))
