"""An office's inquiries, and the sellers' answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.enterprises.register import queries as businesses
from balaikota.kit.errors import found, require
from balaikota.kit.http import Request, either, go, page, reads, writes
from balaikota.products.quotations import actions, forms, queries, rules
from balaikota.products.quotations.models import Inquiry, Invitation


@reads
def index(request: Request) -> HttpResponse:
    """What the viewer's office asked."""
    found(rules.may_ask(request.user) or None)
    return page(request, "quotations/index.html", {"inquiries": queries.of_the_office(request.user)[:100]})


def _edit(request: Request, form: forms.InquiryForm) -> HttpResponse:
    return page(request, "quotations/edit.html", {"form": form}, status=422 if form.is_bound else 200)


@reads
def _blank(request: Request) -> HttpResponse:
    found(rules.may_ask(request.user) or None)
    return _edit(request, forms.fresh(queries.agencies(request.user)))


@writes
def _draft(request: Request) -> HttpResponse:
    found(rules.may_ask(request.user) or None)
    form = forms.InquiryForm(queries.agencies(request.user), request.POST)
    if not form.is_valid():
        return _edit(request, form)
    agency = form.agency()
    row = actions.draft(actions.Asked(**form.cleaned_data), agency, by=request.user)
    messages.success(request, _("Tersimpan. Pilih penjual yang ditanya."))
    return go(reverse("quotations:sellers", args=[row.number]))


draft = either(_blank, _draft)


@reads
def inquiry(request: Request, number: str) -> HttpResponse:
    return _show(request, queries.inquiry(number, viewer=request.user))


def _show(request: Request, row: Inquiry, status: int = 200, **bound: Any) -> HttpResponse:
    side = queries.comparison(row)
    given = [offer for offer, _column in side["columns"]]
    owns_one = queries.owns_one(request.user, row)
    context = {
        "inquiry": row, "invitations": queries.invitations(row), "answered": queries.count_offers(row), **side,
        "may_choose": bool(given) and rules.may_choose(request.user, row, owns_one=owns_one), "owns_one": owns_one,
        "choose_form": forms.ChooseForm(given), "reason_form": forms.ReasonForm(), "events": queries.story(row),
        "wrong": next(iter(bound.values()), None), **bound,
    }  # fmt: skip
    return page(request, "quotations/inquiry.html", context, status=status)


@reads
def sellers(request: Request, number: str) -> HttpResponse:
    """Whom to ask."""
    row, words = queries.inquiry(number, viewer=request.user), request.GET.get("q", "")[:80]
    context = {
        "inquiry": row, "invitations": queries.invitations(row), "words": words, "found": queries.to_ask(row, words)
    }  # fmt: skip
    return page(request, "quotations/sellers.html", context)


def _back_to_sellers(number: str) -> HttpResponse:
    return go(reverse("quotations:sellers", args=[number]))


@writes
def invite(request: Request, number: str) -> HttpResponse:
    row = queries.inquiry(number, viewer=request.user)
    actions.invite(row, queries.seller(request.POST.get("number", "")[:16]), by=request.user)
    return _back_to_sellers(number)


@writes
def uninvite(request: Request, number: str) -> HttpResponse:
    row, said = queries.inquiry(number, viewer=request.user), request.POST.get("number", "")
    asked = next((one.enterprise for one in queries.invitations(row) if one.enterprise.number == said), None)
    actions.uninvite(row, found(asked), by=request.user)
    return _back_to_sellers(number)


@writes
def send(request: Request, number: str) -> HttpResponse:
    row = queries.inquiry(number, viewer=request.user)
    actions.send(row, by=request.user)
    messages.success(request, _("Terkirim. Penawaran dibuka sesudah batasnya lewat."))
    return go(row)


@writes
def choose(request: Request, number: str) -> HttpResponse:
    row = queries.inquiry(number, viewer=request.user)
    require(row.is_over, _("Penawaran dibuka sesudah batasnya lewat."), status=409)
    form = forms.ChooseForm(queries.offers(row), request.POST)
    if not form.is_valid():
        return _show(request, row, 422, choose_form=form)
    said = form.cleaned_data
    actions.choose(row, form.offers[said["offer"]], said["reason"], by=request.user)
    messages.success(request, _("Pilihan tercatat. Semua yang menawarkan diberi tahu."))
    return go(row)


@writes
def call_off(request: Request, number: str) -> HttpResponse:
    row, form = queries.inquiry(number, viewer=request.user), forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, row, 422, reason_form=form)
    actions.call_off(row, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("Permintaan dibatalkan."))
    return go(row)


@reads
def minutes(request: Request, number: str) -> HttpResponse:
    """The minutes, once the offers are open."""
    row = queries.inquiry(number, viewer=request.user)
    require(rules.may_read_offers(row), _("Berita acara ada sesudah batas penawaran lewat."), status=409)
    answer = HttpResponse(queries.minutes(row), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="berita-acara-{number}.pdf"'
    return answer


# --- sellers --------------------------------------------------------------------------------------


@reads
def asked(request: Request, number: str) -> HttpResponse:
    enterprise = businesses.own(number, viewer=request.user)
    context = {"enterprise": enterprise, "invitations": queries.asked_of(enterprise)[:100]}
    return page(request, "quotations/asked.html", context)


def _answer(request: Request, row: Invitation, form: forms.OfferForm) -> HttpResponse:
    given = getattr(row, "offer", None)
    context = {
        "invitation": row, "inquiry": row.inquiry, "needs": queries.needs(row.inquiry), "form": form, "given": given,
        "is_chosen": given is not None and row.inquiry.chosen_id == given.pk,
    }  # fmt: skip
    return page(request, "quotations/answer.html", context, status=422 if form.is_bound else 200)


@reads
def _invitation(request: Request, number: str, inquiry_number: str) -> HttpResponse:
    row = queries.invitation(number, inquiry_number, viewer=request.user)
    form = forms.given(queries.needs(row.inquiry), getattr(row, "offer", None), queries.own_prices(row))
    return _answer(request, row, form)


@writes
def _offer(request: Request, number: str, inquiry_number: str) -> HttpResponse:
    row = queries.invitation(number, inquiry_number, viewer=request.user)
    form = forms.OfferForm(queries.needs(row.inquiry), request.POST)
    if not form.is_valid():
        return _answer(request, row, form)
    said = form.cleaned_data
    offered = actions.Offered(form.prices(), said["days"], said["valid_until"], said["note"])
    actions.offer(row, offered, by=request.user)
    messages.success(request, _("Penawaran Anda tersimpan dan tersegel sampai batasnya lewat."))
    return go(queries.seller_url(row))


offer = either(_invitation, _offer)
