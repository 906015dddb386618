"""Health for those who watch the server, and the page for when something broke."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from balaikota.config import queue
from balaikota.kit.http import Request, reads


@reads(anyone=True)
def health(request: Request) -> HttpResponse:
    """200 when the database answers. Tells also whether a worker lives and how old the queue is."""
    age = queue.heartbeat_age()
    told = {
        "basis_data": "ok",
        "pekerja": "ok" if age is not None and age < queue.PATIENCE else "tidak ada",
        "antrean_detik": round(queue.oldest_waiting_seconds()),
    }
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


def broken(request: HttpRequest) -> HttpResponse:
    """The page after an unexpected fault; 503 when it is only the database that is away for a moment."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if away else 500
    response = render(None, f"{status}.html", {"request_id": getattr(request, "id", "")}, status=status)  # type: ignore[arg-type]
    if away:
        response["Retry-After"] = "5"
    return response
