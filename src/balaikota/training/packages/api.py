"""The address on which packages play: it has no login, no page of the city, and only a package's own files."""

import re
from collections.abc import Callable
from typing import IO, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

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
        response = _answer(request, book.open(entry), entry.file_size)
    response["Content-Type"] = methods.content_type(entry.filename)
    response["Cache-Control"] = "private, max-age=600"
    for name, value in rules.locked_headers().items():
        response[name] = value
    return response


def _answer(request: Request, stream: IO[bytes], size: int) -> HttpResponseBase:
    """The whole file, or the part a video player asks for (RFC 9110, 14.2)."""
    asked = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("Range", ""))
    first = int(asked[1]) if asked else 0
    if asked is None or first >= size:
        response: Any = FileResponse(stream)
        response["Content-Length"], response["Accept-Ranges"] = str(size), "bytes"
        return response
    last = min(int(asked[2] or size - 1), size - 1, first + (4 << 20))
    stream.seek(first)
    with stream:
        response = HttpResponse(stream.read(last - first + 1), status=206)
    response["Content-Range"], response["Accept-Ranges"] = f"bytes {first}-{last}/{size}", "bytes"
    return response
