"""The Open311 GeoReport v2 server. What each address and parameter does is written in docs/open311.md.

Every answer and every fault is in the format asked for: the ending of the address, else `?format=`, else the
header `Accept`, else XML, which the standard requires.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from balaikota.complaints.georeport import actions, forms, methods, queries, rules
from balaikota.complaints.georeport.methods import Faulty
from balaikota.kit.errors import Refusal
from balaikota.kit.http import Request, reads, writes
from balaikota.kit.throttle import hurries, visitor

log = structlog.get_logger()
PER_MINUTE = 300
#: What Django says of a body that is no form, or of one made to overwhelm.
UNREADABLE = (
    MultiPartParserError,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
    UnreadablePostError,
)
Answer = tuple[str, Any]  # the name of the root element, and what stands in it
Resource = Callable[..., Answer]
ENDINGS = {"": "", ".xml": "xml", ".json": "json"}


# --- one address ----------------------------------------------------------------------------------


def address(get: Resource, post: Resource | None = None) -> Any:
    """What an address answers to GET and to POST. Nothing that goes wrong leaves in another form than the standard's."""
    read = reads(anyone=True)(_said(get, is_open=True))
    write = writes(anyone=True)(_said(post, is_open=False)) if post else None

    @csrf_exempt
    def view(request: Request, **places: Any) -> Any:
        if request.method == "OPTIONS":
            return _allowed(post, HttpResponse(status=204))
        chosen = {"GET": read, "HEAD": read, "POST": write}.get(request.method or "")
        if chosen is None:
            return _allowed(post, _faulty(request, Faulty(400, _("Alamat ini tidak menerima metode itu."))))
        try:
            return chosen(request, **places)
        except Exception as fault:
            return _faulty(request, _as_faulty(request, fault))

    view.access = "writes" if post else "reads"  # type: ignore[attr-defined]
    view.__name__ = get.__name__
    return view


def _said(resource: Resource, *, is_open: bool) -> Any:
    """A view of what a resource answers."""

    def view(request: Request, suffix: str = "", **places: Any) -> HttpResponse:
        kind = _kind(request, suffix)
        if is_open and hurries("open311", visitor(request), per_minute=PER_MINUTE):
            raise Faulty(429, _("Terlalu banyak permintaan pada menit ini. Coba lagi menit berikutnya."))
        _jurisdiction(request)
        root, value = resource(request, **places)
        return _answer(request, kind, methods.written(kind, root, value))

    return view


def _kind(request: HttpRequest, suffix: str) -> str:
    ending = suffix or ("." + request.GET["format"] if request.GET.get("format") else "")
    if ending.lower() not in ENDINGS:
        raise Faulty(400, _("Bentuk ini tidak ada. Pakai .xml atau .json."))
    return ENDINGS[ending.lower()] or ("json" if _asks_for_json(request) else "xml")


def _asks_for_json(request: HttpRequest) -> bool:
    accept = request.headers.get("Accept", "")
    return "application/json" in accept and "xml" not in accept.partition("application/json")[0]


def _jurisdiction(request: HttpRequest) -> None:
    """One city is served here, so the parameter may be left out; another city's is not found."""
    asked = request.GET.get("jurisdiction_id") or request.POST.get("jurisdiction_id")
    if asked and asked.lower().removeprefix("www.") != queries.jurisdiction():
        raise Faulty(404, _("jurisdiction_id ini tidak dilayani di sini. Pakai %s.") % queries.jurisdiction())


def _answer(request: HttpRequest, kind: str, text: str, status: int = 200) -> HttpResponse:
    response = HttpResponse(text, content_type=methods.TYPES[kind], status=status)
    response["Cache-Control"] = "no-cache" if request.method != "POST" else "no-store"
    if request.method in ("GET", "HEAD"):
        response["Access-Control-Allow-Origin"] = "*"  # what anybody may read, pages of other sites may show
        response["Access-Control-Expose-Headers"] = "Link"
        if link := getattr(request, "next_page", ""):
            response["Link"] = f'<{link}>; rel="next"'
    patch_vary_headers(response, ["Accept", "Accept-Language"])
    return response


# --- faults ---------------------------------------------------------------------------------------


def _as_faulty(request: HttpRequest, fault: Exception) -> Faulty:
    """Every fault as one of the standard's. What we did not foresee is a "General Service Error", kept in the log."""
    if isinstance(fault, Faulty):
        return fault
    if isinstance(fault, Http404):
        return Faulty(404, _("Ini tidak ada."))
    if isinstance(fault, Refusal):
        return Faulty(fault.status if fault.status in (403, 404, 429) else 400, fault.sentence)
    if isinstance(fault, UNREADABLE):
        return Faulty(400, _("Kiriman ini tidak terbaca: bentuknya rusak, atau isiannya terlalu banyak."))
    log.error("open311 failed", path=request.path, error=type(fault).__name__, exc_info=True)
    sentence = _(
        "Ada yang salah di pihak kota. Coba lagi sebentar; bila berulang, sebut nomor %s kepada pengelola."
    )
    return Faulty(400, sentence % getattr(request, "id", "–"))


def _faulty(request: HttpRequest, fault: Faulty) -> HttpResponse:
    ending = "." + request.path.rpartition(".")[2].lower()
    kind = ENDINGS.get(ending if ending in ENDINGS else "." + request.GET.get("format", "").lower(), "")
    kind = kind or ("json" if _asks_for_json(request) else "xml")
    errors = [{"code": each.code, "description": each.description} for each in fault.faults]
    response = _answer(request, kind, methods.written(kind, "errors", errors), fault.status)
    if fault.status == 429:
        response["Retry-After"] = "60"
    return response


def _allowed(post: Resource | None, response: HttpResponse) -> HttpResponse:
    """Browsers of other sites may read; posting needs a key, which no page of theirs should hold."""
    response["Allow"] = "GET, HEAD, POST, OPTIONS" if post else "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD"
    return response


# --- the addresses --------------------------------------------------------------------------------


def _discovery(request: Request) -> Answer:
    changed = methods.moment(queries.changed_at(), timezone.get_current_timezone())
    formats = [kind.partition(";")[0] for kind in methods.TYPES.values()]
    endpoints = [
        {
            "specification": methods.SPECIFICATION,
            "url": queries.address(f"/open311/{place}"),
            "changeset": changed,
            "type": shelf,
            "formats": formats,
        }
        for shelf, place in (("production", "v2"), ("test", "test/v2"))
    ]
    page = queries.address(reverse("georeport:docs"))
    return "discovery", {
        "changeset": changed,
        "contact": _("Keterangan dan pengelola: %s") % page,
        "key_service": _("Minta kunci kepada pengelola sistem kota: %s") % f"{page}#kunci",
        "endpoints": endpoints,
    }


def _services(request: Request, shelf: str) -> Answer:
    return "services", queries.services()


def _definition(request: Request, shelf: str, code: str) -> Answer:
    return "service_definition", queries.definition(code)


def _requests(request: Request, shelf: str) -> Answer:
    wanted = forms.RequestsForm(request.GET).wanted(timezone.now())
    rows, has_more = queries.requests(shelf, wanted)
    if has_more:
        onward = urlencode({**request.GET.dict(), "page": wanted.page + 1})
        request.next_page = queries.address(f"{request.path}?{onward}")  # type: ignore[attr-defined] # for the Link header
    return "service_requests", rows


def _request(request: Request, shelf: str, number: str) -> Answer:
    extended = forms.RequestsForm(request.GET).wanted(timezone.now()).extended
    return "service_requests", queries.request(shelf, number, extended=extended)


def _token(request: Request, shelf: str, token: str) -> Answer:
    return "service_requests", [queries.number_of_token(shelf, token)]


def _post(request: Request, shelf: str) -> Answer:
    """First the key, then the service, then all that is wrong with the rest at once."""
    said = request.POST
    partner = actions.admit(said.get("api_key") or request.headers.get("X-Api-Key", ""), shelf)
    if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise Faulty(400, _("Kirim sebagai application/x-www-form-urlencoded."))
    topic = queries.topic(said.get("service_code", "").strip())
    sent = forms.sent(said, topic.attributes, topic.slug, request.headers.get("Idempotency-Key", ""))
    if shelf == rules.TEST:
        return "service_requests", [_receipt(actions.rehearse(partner, sent, topic).number, sent, None)]
    photos = tuple(actions.receive(each).pk for each in request.FILES.getlist("media")[:4])
    report = actions.post(partner, sent, topic, photos=photos)
    return "service_requests", [_receipt(report.number, sent, queries.notice(report))]


def _receipt(number: str, sent: methods.Sent, notice: str | None) -> dict[str, Any]:
    return {
        "service_request_id": number,
        "service_notice": notice or _("Latihan: tidak ada yang menindaklanjuti laporan ini."),
        "account_id": sent.account_id or None,
    }


def _nothing(request: Request, **places: Any) -> Answer:
    raise Faulty(404, _("Alamat ini tidak ada. Lihat /open311/v2/discovery.json."))


discovery = address(_discovery)
services = address(_services)
definition = address(_definition)
requests = address(_requests, _post)
request = address(_request)
token = address(_token)
nothing = address(_nothing, _nothing)
