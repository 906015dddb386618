"""The pages for what goes wrong outside the rules. The 500 page asks nothing of the database."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from psycopg.errors import DiskFull


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without a request, so that no context processor can fail a second time.

    503, to be tried again, when it is only the database that is away, which is back within seconds, or a disk that is
    full, of which the health page tells.
    """
    fault = sys.exc_info()[1]
    is_full = isinstance(fault, OSError) and fault.errno in (errno.ENOSPC, errno.EDQUOT)
    is_full = is_full or isinstance(getattr(fault, "__cause__", None), DiskFull)
    away = is_full or isinstance(fault, OperationalError | InterfaceError)
    status = 503 if away else 500
    context = {"request_id": getattr(request, "id", ""), "is_full": is_full}
    body = render_to_string(f"{status}.html", context)
    return HttpResponse(body, status=status, headers={"Retry-After": "5"} if away else None)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key was missing or old: say so, and offer the page again."""
    again = request.headers.get("Referer", "")
    here = f"{request.scheme}://{request.get_host()}/"
    context = {"again": again if again.startswith(here) else request.path}
    return render(request, "403_csrf.html", context, status=403)
