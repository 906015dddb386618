"""The address on which packages play: it has no login, no page of the city, and only a package's own files."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

from balaikota.kit.downloads import stream
from balaikota.kit.errors import found
from balaikota.kit.http import Request, reads
from balaikota.training.packages import methods, queries, rules

PREFIX = "/paket-isi/"


class ApartFromTheCity:
    """Where packages play nothing of the city answers, and in the city no package does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.host = urlsplit(settings.PACKAGES_ADDRESS).netloc

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_there = bool(self.host) and request.META.get("HTTP_HOST", "") == self.host
        if is_there != request.path.startswith(PREFIX):
            return HttpResponseNotFound("404", content_type="text/plain")
        return self.get_response(request)


@xframe_options_exempt
@reads(anyone=True)
def content(request: Request, key: str, path: str) -> HttpResponseBase:
    """One file of the package of this session."""
    session = queries.session_of(key, "isi")
    opened = queries.opened(session.part.play.package, path)
    book, entry = found(opened)
    with book:
        kind, wanted = methods.content_type(entry.filename), request.headers.get("Range", "")
        response = stream(book.open(entry), entry.file_size, kind, wanted)
    for name, value in rules.locked_headers().items():
        response[name] = value
    return response
