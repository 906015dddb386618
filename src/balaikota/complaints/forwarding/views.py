"""What was handed to servers of others, and the servers."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.complaints.forwarding import actions, forms, queries, rules
from balaikota.complaints.forwarding.models import Server
from balaikota.kit.http import Request, go, page, reads, writes


@reads
def index(request: Request) -> HttpResponse:
    stuck = request.GET.get("tampil") == "tertahan"
    rows = queries.relays(request.user, stuck=stuck, before=request.GET.get("sebelum", ""))
    shown = rows[: queries.PAGE]
    kept = "tampil=tertahan&" if stuck else ""
    onward = f"?{kept}sebelum={shown[-1].pk}" if len(rows) > queries.PAGE else ""
    context = {
        "relays": shown,
        "stuck": stuck,
        "next_url": onward,
        "may_arrange": rules.may_arrange(request.user),
    }
    return page(request, "forwarding/index.html", context)


@writes
def send_again(request: Request, id: uuid.UUID) -> HttpResponse:
    actions.send_again(queries.relay(str(id), viewer=request.user), by=request.user)
    messages.success(request, _("Laporan akan dikirim sekali lagi."))
    return go(reverse("forwarding:index"))


@writes
def settle(request: Request, id: uuid.UUID) -> HttpResponse:
    relay = queries.relay(str(id), viewer=request.user)
    actions.settle(relay, request.POST.get("remote_id", ""), by=request.user)
    messages.success(request, _("Tercatat. Keadaannya akan ditanyakan kepada lembaga itu."))
    return go(reverse("forwarding:index"))


@reads
def servers(request: Request) -> HttpResponse:
    return page(request, "forwarding/servers.html", {"servers": queries.servers(request.user)})


@reads
def server(request: Request, id: uuid.UUID) -> HttpResponse:
    row = queries.server(str(id), viewer=request.user)
    return _show(request, row, forms.of(row))


@reads
def new_server(request: Request) -> HttpResponse:
    queries.servers(request.user)
    return _show(request, None, forms.ServerForm())


def _show(request: Request, server: Server | None, form: forms.ServerForm) -> HttpResponse:
    context = {"server": server, "form": form}
    return page(request, "forwarding/server.html", context, status=422 if form.is_bound else 200)


@writes
def add_server(request: Request) -> HttpResponse:
    queries.servers(request.user)
    return _arranged(request, None)


@writes
def change_server(request: Request, id: uuid.UUID) -> HttpResponse:
    return _arranged(request, queries.server(str(id), viewer=request.user))


def _arranged(request: Request, server: Server | None) -> HttpResponse:
    form = forms.ServerForm(request.POST)
    if not form.is_valid():
        return _show(request, server, form)
    actions.arrange(server, form.cleaned_data, by=request.user)
    messages.success(request, _("Tersimpan."))
    return go(reverse("forwarding:servers"))
