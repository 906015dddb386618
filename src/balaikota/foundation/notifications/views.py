"""The inbox, and the operator's view of what got stuck on its way out."""

from django.http import HttpResponse
from django.urls import reverse

from balaikota.foundation.notifications import actions, contract, queries, rules
from balaikota.kit.http import Request, go, page, reads, writes

WHATSAPP = "whatsapp"


@reads
def inbox(request: Request) -> HttpResponse:
    context = {"inbox": queries.inbox(request.user), "unread": queries.unread_count(request.user)}
    if contract.is_open(WHATSAPP):
        wants, may = queries.wants(request.user, WHATSAPP), rules.may_opt_in(request.user)
        context |= {"has_whatsapp": True, "wants_whatsapp": wants, "may_opt_in": may}
    return page(request, "notifications/inbox.html", context)


@writes
def read(request: Request, id: int) -> HttpResponse:
    message = queries.message(id, viewer=request.user)
    actions.mark_read(message, by=request.user)
    return go(message.url or "/kotak-masuk/")


@writes
def read_all(request: Request) -> HttpResponse:
    actions.mark_all_read(by=request.user)
    return go("/kotak-masuk/")


@writes
def opt_in(request: Request) -> HttpResponse:
    actions.opt_in(WHATSAPP, by=request.user)
    return go("/kotak-masuk/")


@writes
def opt_out(request: Request) -> HttpResponse:
    actions.opt_out(WHATSAPP, by=request.user)
    return go("/kotak-masuk/")


@reads
def choices(request: Request) -> HttpResponse:
    rows, is_saved = queries.choices(request.user), "tersimpan" in request.GET
    context = {"choices": rows, "channels": contract.channels(), "is_saved": is_saved}
    return page(request, "notifications/choices.html", context)


@writes
def choose(request: Request) -> HttpResponse:
    wanted = {
        (group, channel) for group, _dot, channel in (v.partition(".") for v in request.POST.getlist("kabar"))
    }
    actions.choose(wanted, by=request.user)
    return go(f"{reverse('notifications:choices')}?tersimpan")


@reads
def outbox(request: Request) -> HttpResponse:
    return page(request, "notifications/outbox.html", {"deliveries": queries.stuck(request.user)})


@writes
def send_again(request: Request, id: int) -> HttpResponse:
    actions.send_again(queries.stuck_one(id, viewer=request.user), by=request.user)
    return go("/kotak-keluar/")


@writes
def settle(request: Request, id: int) -> HttpResponse:
    actions.settle(queries.stuck_one(id, viewer=request.user), by=request.user)
    return go("/kotak-keluar/")
