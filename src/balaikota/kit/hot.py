"""Pages that many people see alike are rendered when they change, not when they are shown."""

import gzip
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from balaikota.kit.site import alerts_version, theme_of

View = Callable[..., HttpResponseBase]
KEEP_SECONDS = 3600
#: What a view says about its answer that is not the same for every page.
OF_THE_ANSWER = ("Content-Type", "Access-Control-Allow-Origin", "Permissions-Policy")


def hot(version: Callable[[], str]) -> Callable[[View], View]:
    """Keep the page of a visitor without a session until `version()` answers something else; with an ETag.

    `version` runs on every request: one cheap query. Somebody signed in gets a page of their own.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in ("GET", "HEAD") or _is_personal(request):
                return view(request, *args, **kwargs)
            key = _key(request, version())
            found = caches["near"].get(key)
            if found is None:
                rendered = view(request, *args, **kwargs)
                if rendered.status_code != 200 or not isinstance(rendered, HttpResponse):
                    return rendered
                body = rendered.content
                own = {name: rendered[name] for name in OF_THE_ANSWER if name in rendered}
                packed = {"br": brotli.compress(body, quality=9), "gzip": gzip.compress(body, 9, mtime=0)}
                found = (body, packed, hashlib.sha256(body).hexdigest()[:24], own)
                caches["near"].set(key, found, KEEP_SECONDS)
            return _answer(request, *found)

        return kept

    return decorate


def _is_personal(request: HttpRequest) -> bool:
    return any(name in request.COOKIES for name in (settings.SESSION_COOKIE_NAME, "messages"))


def _key(request: HttpRequest, version: str) -> str:
    parts = [
        request.get_full_path(),
        get_language() or "",
        theme_of(request),
        str(settings.DEMO),
        version,
        alerts_version(),
    ]
    return "hot:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _answer(
    request: HttpRequest, body: bytes, packed: dict[str, bytes], digest: str, own: dict[str, str]
) -> HttpResponse:
    taken = request.headers.get("Accept-Encoding", "")
    way = next(
        (way for way in packed if way in taken), ""
    )  # browsers offer brotli only where the line is sealed
    etag = f'"{digest}{"-" + way if way else ""}"'
    response = HttpResponse(packed[way] if way else body, headers=own)
    if way:
        response["Content-Encoding"] = way
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language", "Accept-Encoding"])
    answer = get_conditional_response(request, etag=etag, response=response)
    return answer if isinstance(answer, HttpResponse) else response
