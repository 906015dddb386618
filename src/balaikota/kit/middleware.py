"""What every answer passes through: a request id, careful headers, and the page for a refusal."""

from collections.abc import Callable

import structlog
from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from balaikota.kit import watching
from balaikota.kit.errors import Refusal
from balaikota.kit.http import PERMISSIONS, is_known
from balaikota.kit.throttle import visitor

log = structlog.get_logger(__name__)


def _vary(response: HttpResponseBase, name: str) -> None:
    """A page that was kept says so already."""
    if name not in response.headers.get("Vary", ""):
        patch_vary_headers(response, [name])


class RequestId:
    """One id per request, in the log, in events and on error pages, so that a caller can name it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = watching.answer(request, self.get_response)
        return response


class ContentPolicy(CSPMiddleware):  # type: ignore[misc]
    """The policy of `CONTENT_SECURITY_POLICY`, put together once; anew only for a page that has another one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.usual = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        # What the decorators of `csp` leave at a response.
        has_own = any(name.startswith("_csp") for name in vars(response))
        if has_own or "_csp_nonce" in vars(request):
            response = super().process_response(request, response)
        else:
            response.headers.setdefault(HEADER, self.usual)
        return response


class Language(LocaleMiddleware):
    """The reader's language. No address of the city names one, so none is looked for in it."""

    def process_request(self, request: HttpRequest) -> None:
        translation.activate(translation.get_language_from_request(request))
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        _vary(response, "Accept-Language")
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class WholeRequests:
    """Refuses what no page can use: a NUL in an address (PostgreSQL keeps none), bodies beyond all uploads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return render(request, "400.html", status=400)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length[:15]) > settings.BODY_LIMIT:
            sentence = _("Kiriman ini terlalu besar. Unggah berkasnya satu per satu.")
            return render(request, "refusal.html", {"sentence": sentence}, status=413)
        return self.get_response(request)


class CarefulHeaders:
    """What a signed-in person sees is not kept by any cache; no page asks for camera or microphone, and for the
    reader's place only one with a button for it (`kit.http.page`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES and not request.session.accessed:
            _vary(response, "Cookie")  # nobody came, and nobody signed in meanwhile
        elif request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class Refusals:
    """A `Refusal` raised anywhere below becomes a page that says the sentence; every no leaves a line in the log.

    The line names the address as the city hall knows it, never what stood in its place: that may be a secret.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if 400 <= response.status_code < 500:
            self.note(request, response.status_code)
        return response

    def note(self, request: HttpRequest, status: int) -> None:
        match = request.resolver_match
        log.warning(
            "refused",
            status=status,
            method=request.method,
            route=match.route if match else "",
            by=str(request.user.pk) if is_known(request) else "",
            visitor=visitor(request),
        )

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        response = render(request, "refusal.html", {"sentence": exception.sentence}, status=exception.status)
        if exception.retry_after:
            response["Retry-After"] = str(exception.retry_after)
        return response
