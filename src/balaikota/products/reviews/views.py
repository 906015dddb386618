"""Writing reviews, answering them, objecting, and the officers' list."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.enterprises.register import queries as businesses
from balaikota.kit.errors import found, require
from balaikota.kit.http import Request, either, go, page, reads, writes
from balaikota.products.orders import queries as orders
from balaikota.products.orders.models import Order
from balaikota.products.reviews import actions, forms, queries, rules
from balaikota.products.reviews.models import Review


def _order(request: Request, number: str) -> Order:
    order = orders.bought(number, viewer=request.user)
    return found(order if rules.may_review(request.user, order) else None)


def _write(request: Request, order: Order, form: forms.ReviewForm) -> HttpResponse:
    context = {"order": order, "form": form}
    return page(request, "reviews/write.html", context, status=422 if form.is_bound else 200)


@reads
def _blank(request: Request, number: str) -> HttpResponse:
    order = _order(request, number)
    return _write(request, order, forms.ReviewForm(queries.unreviewed(order)))


@writes
def _review(request: Request, number: str) -> HttpResponse:
    order = _order(request, number)
    form = forms.ReviewForm(queries.unreviewed(order), request.POST)
    if not form.is_valid():
        return _write(request, order, form)
    actions.review(order, form.said(), by=request.user)
    messages.success(request, _("Terima kasih. Ulasan Anda tampil di halaman produknya."))
    return go(order)


review = either(_blank, _review)


@reads(anyone=True, replica=True)
def of_seller(request: Request, number: str) -> HttpResponse:
    """Every review of a shop; its owner answers here."""
    viewer = request.user if request.user.is_authenticated else None
    enterprise = queries.seller(number, viewer=viewer)
    rows = queries.of_seller(enterprise)
    owns = viewer is not None and businesses.owns(viewer, enterprise)
    context = {
        "enterprise": enterprise, "reviews": rows[: queries.SHOWN], "standing": queries.standing(rows), "owns": owns,
        "answer_form": forms.AnswerForm(), "why_form": forms.WhyForm(),
    }  # fmt: skip
    return page(request, "reviews/seller.html", context)


def _shop(review: Review) -> HttpResponse:
    return go(reverse("reviews:of_seller", args=[review.enterprise.number]))


@writes
def answer(request: Request, number: str, pk: uuid.UUID) -> HttpResponse:
    row, form = queries.own_review(number, pk, viewer=request.user), forms.AnswerForm(request.POST)
    require(form.is_valid(), _("Tulis jawabannya, paling panjang 1.000 huruf."), status=422)
    actions.answer(row, form.cleaned_data["words"], by=request.user)
    messages.success(request, _("Jawaban Anda tampil di bawah ulasan itu."))
    return _shop(row)


@writes
def object_to(request: Request, pk: uuid.UUID) -> HttpResponse:
    row, form = queries.review(pk), forms.WhyForm(request.POST)
    require(form.is_valid(), _("Tulis apa yang salah dengan ulasan ini."), status=422)
    actions.object_to(row, form.cleaned_data["why"], by=request.user)
    messages.success(request, _("Keberatan Anda dilihat petugas."))
    return _shop(row)


@reads
def desk(request: Request) -> HttpResponse:
    """Reviews somebody objects to."""
    found(rules.may_moderate(request.user) or None)
    rows = [(row, queries.objections(row)) for row in queries.objected()[:50]]
    context = {"rows": rows, "hidden": queries.hidden()[:20], "form": forms.WhyForm()}
    return page(request, "reviews/desk.html", context)


@writes
def hide(request: Request, pk: uuid.UUID) -> HttpResponse:
    row, form = queries.to_judge(pk, viewer=request.user), forms.WhyForm(request.POST)
    require(form.is_valid(), _("Tulis alasannya; penulis ulasan diberi tahu."), status=422)
    actions.hide(row, form.cleaned_data["why"], by=request.user)
    messages.success(request, _("Ulasan disembunyikan."))
    return go(reverse("reviews:desk"))


@writes
def leave(request: Request, pk: uuid.UUID) -> HttpResponse:
    actions.leave(queries.to_judge(pk, viewer=request.user), by=request.user)
    messages.success(request, _("Ulasan tetap tampil."))
    return go(reverse("reviews:desk"))
