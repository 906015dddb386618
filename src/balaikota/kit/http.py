"""HTTP for the house: a view either reads or writes, and says so.

`@reads` runs in a transaction that PostgreSQL itself keeps read-only. What it disclosed of other people is
noted with `disclosed(...)` and written after it, before the answer leaves: no record, no page.
"""

import json
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Protocol, overload

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from balaikota.kit import replicas, walls

if TYPE_CHECKING:

    class Request(HttpRequest):
        """A request whose user is a person: the decorators have seen to it, unless the view is for anyone."""

        user: Any
        asks_for_place: bool  # said by a view or a tag, heard by `page`
        is_kept: bool  # said by `kit.hot`, which keeps the page that is made for this request, and packs it
else:
    Request = HttpRequest
View = Callable[..., HttpResponseBase]
#: What a page may ask of a browser: nothing.
PERMISSIONS = "camera=(), geolocation=(), microphone=()"
#: Of a page with a button "my location": the browser may be asked for its place, and still asks its owner first.
WITH_PLACE = "camera=(), geolocation=(self), microphone=()"

_disclosures: ContextVar[list[dict[str, Any]] | None] = ContextVar("disclosures", default=None)
_recorder: list[Callable[[list[dict[str, Any]]], None]] = []


class HasAddress(Protocol):
    """Anything with a page of its own."""

    def get_absolute_url(self) -> str: ...


def is_known(request: HttpRequest) -> bool:
    """Is somebody signed in? Who brings no session is nobody, and nothing is asked for it."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and bool(request.user.is_authenticated)


@overload
def reads(view: View, *, anyone: bool = False, walled: bool = True, replica: bool = False) -> View: ...
@overload
def reads(
    view: None = None, *, anyone: bool = False, walled: bool = True, replica: bool = False
) -> Callable[[View], View]: ...
def reads(
    view: View | None = None, *, anyone: bool = False, walled: bool = True, replica: bool = False
) -> Any:
    """A view that only looks (GET, HEAD). Wants a login unless `anyone`.

    Whoever holds no post looks from behind the wall (`kit/walls.py`), unless the view is not `walled`: it answers somebody
    whom no session names (a partner's program) and looks after the rows itself, or tells of the city's machines.
    With `replica` a page of nobody known may be a moment old (`kit/replicas.py`).
    """
    if view is None:
        return partial(reads, anyone=anyone, walled=walled, replica=replica)

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not anyone and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not anyone:
            _unveil(request)
        look = partial(_looked, view, request, *args, walled=walled, **kwargs)
        may_be_old = replica and not is_known(request) and not getattr(request, "is_kept", False)
        return replicas.first(look) if may_be_old else look()

    guarded.access = "reads"  # type: ignore[attr-defined]
    guarded.anyone = anyone  # type: ignore[attr-defined]
    return guarded


def _looked(view: View, request: Request, *args: Any, walled: bool, **kwargs: Any) -> HttpResponseBase:
    """In a transaction of its own, and what it disclosed written after it."""
    viewer = request.user if is_known(request) else None
    token = _disclosures.set([])
    try:
        with walls.read_only(viewer and viewer.pk, walled=walled and not walls.passes(viewer)):
            response = view(request, *args, **kwargs)
        seen = _disclosures.get()
        if seen:
            with transaction.atomic():
                _recorder[0](seen)
    finally:
        _disclosures.reset(token)
    if replicas.reading():
        response.headers[replicas.HEADER] = replicas.ALIAS
    return response


@overload
def writes(view: View, *, anyone: bool = False) -> View: ...
@overload
def writes(view: None = None, *, anyone: bool) -> Callable[[View], View]: ...
def writes(view: View | None = None, *, anyone: bool = False) -> Any:
    """A view that changes something (POST only). Wants a login unless `anyone`."""
    if view is None:
        return partial(writes, anyone=anyone)

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return _only_posted(request)
        if not anyone and not request.user.is_authenticated:
            return redirect_to_login(_page_before(request))
        if not anyone:
            _unveil(request)
        return view(request, *args, **kwargs)

    guarded.access = "writes"  # type: ignore[attr-defined]
    guarded.anyone = anyone  # type: ignore[attr-defined]
    return guarded


def _unveil(request: Request) -> None:
    """Whoever is known by now stands for themselves, without the veil each look at their name would lift anew."""
    request.user = getattr(request.user, "_wrapped", request.user)


def either(read: View, write: View) -> View:
    """A page and its form at one address: `read` answers GET, `write` answers POST."""

    def chosen(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return (write if request.method == "POST" else read)(request, *args, **kwargs)

    chosen.access = "writes"  # type: ignore[attr-defined]
    chosen.anyone = getattr(read, "anyone", False) and getattr(write, "anyone", False)  # type: ignore[attr-defined]
    return chosen


def even_without_database(view: View, otherwise: View) -> View:
    """A page that has something to say when the database is away: then `otherwise` says it."""

    @wraps(view)
    def chosen(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError):
            return otherwise(request, *args, **kwargs)

    return chosen


def _only_posted(request: Request) -> HttpResponse:
    """Somebody reloads the address of a form that was sent: a page that says where to go, not a blank one."""
    sentence = _("Halaman ini hanya dapat dibuka dengan mengirim isiannya. Kembali ke halaman sebelumnya.")
    response = HttpResponseNotAllowed(["POST"])
    response.content = render(request, "refusal.html", {"sentence": sentence}).content
    return response


def _page_before(request: Request) -> str:
    """Where the form stood whose login has ended meanwhile: its own address takes no GET."""
    here = f"{request.scheme}://{request.get_host()}"
    before = request.headers.get("Referer", "").removeprefix(here)
    is_ours = before.startswith("/") and not before.startswith("//")
    return before if is_ours and before != request.get_full_path() else settings.LOGIN_REDIRECT_URL


def disclosed(**event: Any) -> None:
    """Note that this page shows someone's personal data; `event` holds the arguments of `audit.record`."""
    seen = _disclosures.get()
    if seen is None:
        _recorder[0]([event])
    else:
        seen.append(event)


def record_disclosures_with(recorder: Callable[[list[dict[str, Any]]], None]) -> None:
    """Called once by the audit room when the house opens."""
    _recorder[:] = [recorder]


def page(
    request: Request,
    template: str,
    context: dict[str, Any],
    *,
    parts: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The whole page, or, when htmx asks for one of `parts` by its id, only that part's template."""
    target = request.headers.get("HX-Target", "")
    if request.headers.get("HX-Request") == "true" and target in parts:
        folder = template.rsplit("/", 1)[0]
        template = f"{folder}/_{target}.html"
    response = render(request, template, context, status=status)
    if getattr(request, "asks_for_place", False):
        response["Permissions-Policy"] = WITH_PLACE
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def go(place: HasAddress | str) -> HttpResponse:
    """See Other: after a write the browser asks for a page with GET."""
    url = place if isinstance(place, str) else place.get_absolute_url()
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def open_to_all(text: str, content_type: str) -> HttpResponse:
    """A file that pages of other sites may read too: it is alike for everybody."""
    response = HttpResponse(text, content_type=content_type)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def open_json(value: Any, content_type: str = "application/json") -> HttpResponse:
    return open_to_all(json.dumps(value, ensure_ascii=False, indent=1) + "\n", content_type)
