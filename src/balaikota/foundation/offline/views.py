"""The service worker, the pages of the shell, and the key a waiting form is sent with."""

from importlib.metadata import PackageNotFoundError, version

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token

from balaikota.foundation.offline import queries
from balaikota.kit.http import Request, page, reads
from balaikota.kit.site import Site, mark_of


def _release() -> str:
    try:
        return version("balaikota")
    except PackageNotFoundError:
        return "tree"


@reads(anyone=True)
def worker(request: Request) -> HttpResponse:
    """At the root, so that it may answer for every page; asked for anew each time, so that a release is noticed."""
    answer = HttpResponse(queries.worker(_release()), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@reads(anyone=True)
def manifest(request: Request) -> HttpResponse:
    return JsonResponse(queries.manifest(Site(request).city), content_type="application/manifest+json")


@reads(anyone=True)
def landing(request: Request) -> HttpResponse:
    return page(request, "offline/landing.html", {})


@reads(anyone=True)
def outbox(request: Request) -> HttpResponse:
    return page(request, "offline/outbox.html", {})


@reads(anyone=True)
def kept(request: Request) -> HttpResponse:
    return page(request, "offline/kept.html", {})


@reads(anyone=True)
def key(request: Request) -> HttpResponse:
    """A fresh form key for what was written offline, and whose browser this is now."""
    answer = JsonResponse({"token": get_token(request), "viewer": mark_of(request.user)})
    answer["Cache-Control"] = "no-store"
    return answer
