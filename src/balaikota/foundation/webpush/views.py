"""Which of my browsers are told."""

import uuid

from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from balaikota.foundation.webpush import actions, forms, queries
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.kit.throttle import slow_down


@reads
def devices(request: Request) -> HttpResponse:
    return page(request, "webpush/devices.html", {"devices": queries.standing(request.user)})


@writes
def key(request: Request) -> HttpResponse:
    """The public key a browser subscribes with; made when the first browser asks."""
    return JsonResponse({"key": actions.open_keys().public})


@writes
def subscribe(request: Request) -> HttpResponse:
    form = forms.SubscribeForm(request.POST)
    way = form.cleaned_data if form.is_valid() else {}
    actions.subscribe(way, agent=request.headers.get("User-Agent", ""), by=request.user)
    return go(reverse("webpush:devices"))


@writes
def unsubscribe(request: Request, id: uuid.UUID) -> HttpResponse:
    actions.unsubscribe(queries.subscription(id, viewer=request.user), by=request.user)
    return go(reverse("webpush:devices"))


@writes
def try_out(request: Request) -> HttpResponse:
    slow_down("webpush", str(request.user.pk), tries=5, minutes=10)
    actions.try_out(by=request.user)
    return go(reverse("webpush:devices"))
