"""Subscriptions and the log of deliveries, for the operator."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from balaikota.engine.partners import queries as partners
from balaikota.engine.partners.models import Partner
from balaikota.engine.webhooks import actions, forms, queries
from balaikota.engine.webhooks.models import State
from balaikota.kit.http import Request, go, page, reads, writes


@reads
def subscription(request: Request, slug: str) -> HttpResponse:
    """A new subscription, or a replay, for one partner."""
    return _show(request, partners.partner(slug, viewer=request.user))


def _show(request: Request, partner: Partner, status: int = 200, **more: Any) -> HttpResponse:
    context = {"partner": partner, "panel": queries.panel(partner)}
    context |= {"form": forms.SubscribeForm(), "replay_form": forms.ReplayForm(), **more}
    response = page(request, "webhooks/subscription.html", context, status=status)
    response["Cache-Control"] = "private, no-store"  # it may show a secret
    return response


@writes
def subscribe(request: Request, slug: str) -> HttpResponse:
    """The one page that shows the secret."""
    partner = partners.partner(slug, viewer=request.user)
    form = forms.SubscribeForm(request.POST)
    if not form.is_valid():
        return _show(request, partner, 422, form=form)
    return _show(request, partner, secret=actions.subscribe(partner, **form.cleaned_data, by=request.user))


@writes
def unsubscribe(request: Request, slug: str, id: uuid.UUID) -> HttpResponse:
    partner = partners.partner(slug, viewer=request.user)
    actions.unsubscribe(queries.subscription(str(id), partner=partner), by=request.user)
    return go(partner)


@writes
def replay_span(request: Request, slug: str) -> HttpResponse:
    partner = partners.partner(slug, viewer=request.user)
    form = forms.ReplayForm(request.POST)
    if not form.is_valid():
        return _show(request, partner, 422, replay_form=form)
    count = actions.replay_span(partner, **form.cleaned_data, by=request.user)
    return _show(request, partner, replayed=count, replay_form=form)


@reads
def deliveries(request: Request) -> HttpResponse:
    state, before = request.GET.get("keadaan", ""), request.GET.get("sebelum", "")
    rows = queries.deliveries(request.user, state=state, before=before)
    shown = rows[: queries.PAGE]
    onward = f"?keadaan={state}&sebelum={shown[-1].pk}" if len(rows) > queries.PAGE else ""
    context = {"deliveries": shown, "next_url": onward, "lost": queries.lost_count()}
    context |= {"state": state, "states": State.choices}
    return page(request, "webhooks/deliveries.html", context)


@writes
def replay(request: Request, id: uuid.UUID) -> HttpResponse:
    actions.replay(queries.delivery(str(id), viewer=request.user), by=request.user)
    return go(reverse("webhooks:deliveries"))
