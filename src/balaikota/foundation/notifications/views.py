"""The inbox."""

from django.http import HttpResponse

from balaikota.foundation.notifications import actions, queries
from balaikota.kit.http import Request, go, page, reads, writes


@reads
def inbox(request: Request) -> HttpResponse:
    context = {"inbox": queries.inbox(request.user), "unread": queries.unread_count(request.user)}
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
