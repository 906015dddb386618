"""What waits to be fetched, in the browser."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from balaikota.engine.parcels import actions, forms, queries
from balaikota.engine.parcels.models import Parcel
from balaikota.kit.http import Request, disclosed, go, page, reads, writes

PURPOSE = "menyerahkan barang warga di loket"


@reads
def shelf(request: Request) -> HttpResponse:
    """By number, without names: whose it is stands on the page of each."""
    shelf = queries.shelf(request.user, request.GET.get("sesudah", ""))
    return page(request, "parcels/shelf.html", {"shelf": shelf})


@reads
def parcel(request: Request, parcel_id: uuid.UUID) -> HttpResponse:
    return _show(request, queries.parcel(parcel_id, viewer=request.user))


def _show(request: Request, parcel: Parcel, status: int = 200, **typed: Any) -> HttpResponse:
    said = {"by": request.user, "subject": parcel.case.applicant, "purpose": PURPOSE}
    disclosed(name="cases.opened", about=parcel.case, **said)
    context = {
        "parcel": parcel,
        "page": queries.page_of(parcel),
        "why_not_sent": queries.why_not_sent(parcel),
        "receiver_form": forms.ReceiverForm(),
        "send_form": forms.SendForm(initial={"address": parcel.address or ""}),
        "return_form": forms.ReturnForm(),
    }
    return page(request, "parcels/parcel.html", context | typed, status=status)


@reads
def delivery(request: Request, number: str) -> HttpResponse:
    """Its owner asks for it to be brought."""
    parcel = queries.own_parcel(number, viewer=request.user)
    return _ask(request, parcel, forms.AddressForm(initial={"address": parcel.address or ""}))


def _ask(request: Request, parcel: Parcel, form: forms.AddressForm, status: int = 200) -> HttpResponse:
    return page(request, "parcels/delivery.html", {"parcel": parcel, "form": form}, status=status)


@writes
def ask_to_send(request: Request, number: str) -> HttpResponse:
    parcel, form = queries.own_parcel(number, viewer=request.user), forms.AddressForm(request.POST)
    if not form.is_valid():
        return _ask(request, parcel, form, status=422)
    actions.ask_to_send(parcel, **form.cleaned_data, by=request.user)
    return go(parcel.case)


@writes
def hand_over(request: Request, parcel_id: uuid.UUID) -> HttpResponse:
    parcel, form = queries.parcel(parcel_id, viewer=request.user), forms.ReceiverForm(request.POST)
    if not form.is_valid():
        return _show(request, parcel, 422, receiver_form=form)
    actions.hand_over(parcel, form.cleaned_data, by=request.user)
    return go(reverse("parcels:shelf"))


@writes
def send(request: Request, parcel_id: uuid.UUID) -> HttpResponse:
    parcel, form = queries.parcel(parcel_id, viewer=request.user), forms.SendForm(request.POST)
    if not form.is_valid():
        return _show(request, parcel, 422, send_form=form)
    actions.send(parcel, **form.cleaned_data, by=request.user)
    return go(parcel)


@writes
def delivered(request: Request, parcel_id: uuid.UUID) -> HttpResponse:
    parcel, form = queries.parcel(parcel_id, viewer=request.user), forms.ReceiverForm(request.POST)
    if not form.is_valid():
        return _show(request, parcel, 422, receiver_form=form)
    actions.note_delivered(parcel, form.cleaned_data, by=request.user)
    return go(reverse("parcels:shelf"))


@writes
def returned(request: Request, parcel_id: uuid.UUID) -> HttpResponse:
    parcel, form = queries.parcel(parcel_id, viewer=request.user), forms.ReturnForm(request.POST)
    if not form.is_valid():
        return _show(request, parcel, 422, return_form=form)
    actions.note_returned(parcel, **form.cleaned_data, by=request.user)
    return go(parcel)
