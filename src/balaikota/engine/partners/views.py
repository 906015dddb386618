"""Partners for the operator, and the residents' own consents."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.partners import actions, forms, queries, rules
from balaikota.engine.partners.models import Partner
from balaikota.kit.http import Request, go, page, reads, writes


@reads
def index(request: Request) -> HttpResponse:
    return _index(request, forms.EnrolForm())


def _index(request: Request, form: forms.EnrolForm, status: int = 200) -> HttpResponse:
    context = {"partners": queries.partners(request.user), "form": form}
    return page(request, "partners/index.html", context, status=status)


@writes
def enrol(request: Request) -> HttpResponse:
    queries.partners(request.user)
    form = forms.EnrolForm(request.POST)
    if not form.is_valid():
        return _index(request, form, 422)
    said = form.cleaned_data
    return go(actions.enrol(said.pop("name"), **said, by=request.user))


@reads
def partner(request: Request, slug: str) -> HttpResponse:
    return _show(request, queries.partner(slug, viewer=request.user))


def _show(request: Request, partner: Partner, status: int = 200, **more: Any) -> HttpResponse:
    context = queries.partner_page(partner) | {"partner": partner, "form": forms.AllowForm()} | more
    response = page(request, "partners/partner.html", context, status=status)
    response["Cache-Control"] = "private, no-store"  # it may show a secret
    return response


@writes
def issue_token(request: Request, slug: str) -> HttpResponse:
    """The one page that shows the secret. There is no address that shows it again."""
    partner = queries.partner(slug, viewer=request.user)
    return _show(request, partner, secret=actions.issue_token(partner, by=request.user))


@writes
def revoke_token(request: Request, slug: str, id: int) -> HttpResponse:
    partner = queries.partner(slug, viewer=request.user)
    actions.revoke_token(queries.token_of(partner, id), by=request.user)
    return go(partner)


@writes
def allow(request: Request, slug: str) -> HttpResponse:
    partner = queries.partner(slug, viewer=request.user)
    form = forms.AllowForm(request.POST)
    if not form.is_valid():
        return _show(request, partner, 422, form=form)
    service = catalogue.service(form.cleaned_data["service"])
    actions.allow(partner, service, form.cleaned_data["acts"], by=request.user)
    return go(partner)


@writes
def forbid(request: Request, slug: str, id: int) -> HttpResponse:
    partner = queries.partner(slug, viewer=request.user)
    actions.forbid(queries.scope_of(partner, id), by=request.user)
    return go(partner)


@writes
def suspend(request: Request, slug: str) -> HttpResponse:
    partner = queries.partner(slug, viewer=request.user)
    actions.suspend(partner, by=request.user)
    return go(partner)


@writes
def resume(request: Request, slug: str) -> HttpResponse:
    partner = queries.partner(slug, viewer=request.user)
    actions.resume(partner, by=request.user)
    return go(partner)


# --- residents ------------------------------------------------------------------------------------


@reads
def consents(request: Request) -> HttpResponse:
    return _consents(request, forms.ConsentForm(queries.offers()))


def _consents(request: Request, form: forms.ConsentForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "consents": queries.consents(request.user), **more}
    context["may_consent"] = rules.may_consent(request.user)
    return page(request, "partners/consents.html", context, status=status)


@writes
def consent(request: Request) -> HttpResponse:
    """The one page that shows the code."""
    form = forms.ConsentForm(queries.offers(), request.POST)
    if not form.is_valid():
        return _consents(request, form, 422)
    code = actions.consent(form.chosen(), by=request.user)
    return _consents(request, forms.ConsentForm(queries.offers()), code=code, scope=form.chosen())


@writes
def take_back(request: Request, id: uuid.UUID) -> HttpResponse:
    actions.take_back(queries.consent(str(id), viewer=request.user), by=request.user)
    return go(reverse("partners:consents"))
