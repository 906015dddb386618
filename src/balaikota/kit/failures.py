"""The pages for what goes wrong outside the rules. The 500 page asks nothing of the database."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without a request, so that no context processor can fail a second time."""
    body = render_to_string("500.html", {"request_id": getattr(request, "id", "")})
    return HttpResponse(body, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key was missing or old: say so, and offer the page again."""
    again = request.headers.get("Referer", "")
    here = f"{request.scheme}://{request.get_host()}/"
    context = {"again": again if again.startswith(here) else request.path}
    return render(request, "403_csrf.html", context, status=403)
