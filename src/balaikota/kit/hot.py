"""Pages that many people see alike are rendered when they change, not when they are shown."""

import gzip
import hashlib
import re
from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

import brotli
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import resolve
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.html import conditional_escape, escape
from django.utils.translation import get_language

from balaikota.kit.cookies import name_of
from balaikota.kit.errors import Refusal
from balaikota.kit.http import PERMISSIONS, Request
from balaikota.kit.site import alerts_version, theme_of

View = Callable[..., HttpResponseBase]
KEEP_SECONDS, FRAME_SECONDS = 3600, 60
#: What a view says about its answer that is not the same for every page.
OF_THE_ANSWER = ("Content-Type", "Access-Control-Allow-Origin", "Permissions-Policy")


#: What a reader says of the copy they have; most have none.
CONDITIONS = frozenset(
    ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")
)


def hot(version: Callable[[], str], *, shared: int = 0) -> Callable[[View], View]:
    """Keep the page of a visitor without a session until `version()` answers something else; with an ETag.

    `version` runs on every request: one cheap query. Somebody signed in gets a page of their own. A cache before the
    city hall may give the page to others for `shared` seconds without asking.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def kept(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in ("GET", "HEAD") or is_personal(request):
                return view(request, *args, **kwargs)
            key = _key(request, version())
            found = caches["near"].get(key)
            if found is None:
                request.is_kept = True
                rendered = view(request, *args, **kwargs)
                if rendered.status_code != 200 or not isinstance(rendered, HttpResponse):
                    return rendered
                body = rendered.content
                own = {name: rendered[name] for name in OF_THE_ANSWER if name in rendered}
                packed = {"br": brotli.compress(body, quality=9), "gzip": gzip.compress(body, 9, mtime=0)}
                found = (body, packed, hashlib.sha256(body).hexdigest()[:24], own)
                caches["near"].set(key, found, KEEP_SECONDS)
            return _answer(request, *found, shared=shared)

        def standing(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase | None:
            found = caches["near"].get(_key(request, version()))
            return None if found is None else _answer(request, *found, shared=shared)

        return for_everybody(kept, standing)

    return decorate


def for_everybody(view: View, standing: Callable[..., HttpResponseBase | None]) -> View:
    """Where the page is there already, `standing` gives it: `ForEverybody` asks before anybody is looked for. A guard
    around the view guards this too: what is asked is the outermost."""
    view.standing = (view, standing)  # type: ignore[attr-defined]
    return view


class ForEverybody:
    """Who brings no cookie is nobody: a page that is kept for everybody is given without looking for a session, a person,
    sentences and forms. Whatever else there is to say is said by the layers below."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "HTTP_COOKIE" in request.META or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        response = self.standing(request)
        if response is None:
            return self.get_response(request)
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    def standing(self, request: HttpRequest) -> HttpResponseBase | None:
        try:
            match = resolve(request.path_info)
            kept: Any = getattr(match.func, "standing", None)
            if kept is None or kept[0] is not match.func:
                return None
            request.resolver_match, request.user = match, AnonymousUser()
            answer: HttpResponseBase | None = kept[1](request, *match.args, **match.kwargs)
        except (Http404, Refusal, DatabaseError, InterfaceError):
            return None
        return answer


def is_personal(request: HttpRequest) -> bool:
    """May something on the page be for this visitor alone?"""
    return any(name in request.COOKIES for name in (settings.SESSION_COOKIE_NAME, name_of("messages")))


def _key(request: HttpRequest, version: str) -> str:
    parts = [
        request.get_full_path(),
        get_language() or "",
        theme_of(request),
        str(settings.DEMO),
        version,
        alerts_version(),
    ]
    return "hot:" + "\n".join(parts)


def _answer(
    request: HttpRequest,
    body: bytes,
    packed: dict[str, bytes],
    digest: str,
    own: dict[str, str],
    *,
    shared: int,
) -> HttpResponse:
    taken = request.META.get("HTTP_ACCEPT_ENCODING", "")
    way = next(
        (way for way in packed if way in taken), ""
    )  # browsers offer brotli only where the line is sealed
    etag = f'"{digest}{"-" + way if way else ""}"'
    response = HttpResponse(packed[way] if way else body, headers=own)
    if way:
        response["Content-Encoding"] = way
    return _tagged(request, response, etag, shared)


def _tagged(request: HttpRequest, response: HttpResponse, etag: str, shared: int) -> HttpResponse:
    """With its ETag; nothing but 304 for whoever has it already."""
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age=0, s-maxage={shared}" if shared else "no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language", "Accept-Encoding"])
    if CONDITIONS.isdisjoint(request.META):
        return response
    answer = get_conditional_response(request, etag=etag, response=response)
    return answer if isinstance(answer, HttpResponse) else response


# --- pages that differ with each question ----------------------------------------------------------


def framed(
    request: HttpRequest,
    template: str,
    *,
    shared: int = 0,
    around: Callable[[], dict[str, str]] = dict,
    known: str = "",
    **pieces: str,
) -> HttpResponse:
    """A page that is asked for in too many ways to be kept, such as a search: only its pieces are made anew.

    The frame around them (head, header, footer, whatever `template` says) is alike for every visitor without a session
    and rendered once in a while. Pieces are escaped unless they are safe; in the template they are `{{ name }}`. Those of
    `around` are the same wherever `known` is the same text, and then belong to the frame.
    """
    if is_personal(request):
        return render(request, template, around() | pieces)
    told, parts = _escaped(pieces), _frame(request, template, pieces, around, known)
    if not known:
        told |= _escaped(around())
    told[_PATH] = escape(request.get_full_path())
    content = "".join([told[part] if at % 2 else part for at, part in enumerate(parts)]).encode()
    digest, taken = hashlib.sha256(content).hexdigest()[:24], request.META.get("HTTP_ACCEPT_ENCODING", "")
    is_kept = getattr(request, "is_kept", False)  # then `hot` packs it
    way = "" if is_kept else next((way for way in QUICKLY if way in taken), "")
    response = HttpResponse(QUICKLY[way](content) if way else content)
    if way:
        response["Content-Encoding"] = way
    return _tagged(request, response, f'"{digest}{"-" + way if way else ""}"', shared)


#: A page that is made for one answer is packed in a third of a millisecond, not as small as it could be.
QUICKLY: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, quality=3),
    "gzip": lambda content: gzip.compress(content, 1, mtime=0),
}


#: Where a piece belongs, and the address to return to after choosing a language: no page has such a sign in it.
_PLACE, _PATH = re.compile("\x02([a-z]+)\x03"), "path"


def _escaped(pieces: dict[str, str]) -> dict[str, str]:
    return {name: str(conditional_escape(piece)) for name, piece in pieces.items()}


def _frame(
    request: HttpRequest,
    template: str,
    pieces: dict[str, str],
    around: Callable[[], dict[str, str]],
    known: str,
) -> list[str]:
    """Text, name of a piece, text, name of a piece, …"""
    parts = [template, get_language() or "", theme_of(request), str(settings.DEMO), alerts_version(), known]
    key = "frame:" + "\n".join(parts)
    found: list[str] | None = caches["near"].get(key)
    if found is None:
        anybody = copy(request)
        anybody.method, anybody.GET = "GET", QueryDict()
        anybody.get_full_path = lambda force_append_slash=False: f"\x02{_PATH}\x03"  # type: ignore[method-assign]
        marks = {name: f"\x02{name}\x03" for name in pieces}
        own = around() if known else {name: f"\x02{name}\x03" for name in around()}
        found = _PLACE.split(render(anybody, template, own | marks).content.decode())
        caches["near"].set(key, found, FRAME_SECONDS)
    return found
