"""The letters of a business."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.enterprises.attestations import actions, forms, queries, rules
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.kit.errors import found
from balaikota.kit.http import Request, go, page, reads, writes


@reads
def letters(request: Request, number: str) -> HttpResponse:
    return show(request, register.enterprise(number, viewer=request.user), forms.RecommendForm())


def show(
    request: Request, enterprise: Enterprise, form: forms.RecommendForm, status: int = 200
) -> HttpResponse:
    context = queries.page_of(enterprise, request.user) | {"form": form}
    return page(request, "attestations/letters.html", context, status=status)


def _done(request: Request, number: str) -> HttpResponse:
    messages.success(request, _("Surat dibuat dan menunggu tanda tangan."))
    return go(reverse("attestations:letters", args=[number]))


def _asked_for(request: Request, number: str) -> Enterprise:
    """For who issues such letters; to the owner, who reads them, the asking is not there."""
    found(request.user if rules.may_issue(request.user, owns=False) else None)
    return register.enterprise(number, viewer=request.user)


@writes
def certify(request: Request, number: str) -> HttpResponse:
    actions.certify(_asked_for(request, number), by=request.user)
    return _done(request, number)


@writes
def recommend(request: Request, number: str) -> HttpResponse:
    enterprise, form = _asked_for(request, number), forms.RecommendForm(request.POST)
    if not form.is_valid():
        return show(request, enterprise, form, 422)
    actions.recommend(enterprise, form.cleaned_data["purpose"], by=request.user)
    return _done(request, number)
