"""The front door."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from balaikota.engine.catalogue import queries as catalogue
from balaikota.kit import samples
from balaikota.kit.cookies import keep
from balaikota.kit.errors import found
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.kit.site import THEME_COOKIE, THEMES
from balaikota.portal import methods, queries

YEAR = 365 * 24 * 3600


@hot(queries.front_version)
@reads(anyone=True)
def home(request: Request) -> HttpResponse:
    return page(request, "portal/home.html", queries.front(get_language() or "id"))


@reads(anyone=True, replica=True)
def life_event(request: Request, slug: str) -> HttpResponse:
    return page(request, "portal/life_event.html", queries.life_event(slug))


@hot(catalogue.version)
@reads(anyone=True)
def services(request: Request) -> HttpResponse:
    return page(request, "portal/services.html", {"events": methods.by_life_event(queries.services())})


@reads(anyone=True, replica=True)
def search(request: Request) -> HttpResponse:
    """Works as a plain form; while somebody types, htmx asks for the list alone."""
    text, kind = request.GET.get("q", "")[:100].lstrip(), request.GET.get("jenis", "")[:20]
    found = queries.found(text, kind=kind, as_typed=request.headers.get("HX-Target") == "saran")
    context = {"q": text.strip(), "kind": kind, "found": found, "acts": queries.acts(found)}
    return page(request, "portal/search.html", context, parts=["saran"])


@reads
def mine(request: Request) -> HttpResponse:
    mine = queries.mine(request.user, request.GET.get("sesudah", "")[:24])
    next_url = f"?{urlencode({'sesudah': mine.more})}" if mine.more else ""
    return page(request, "portal/mine.html", {"mine": mine, "next_url": next_url})


@reads
def my_home(request: Request) -> HttpResponse:
    return page(request, "portal/my_home.html", {"home": queries.my_home(request.user)})


@reads(anyone=True)
def about(request: Request) -> HttpResponse:
    return page(request, "portal/about.html", {})


@csrf_exempt
@writes(anyone=True)
def language(request: Request) -> HttpResponse:
    """For anybody's own browser, and without a form key, so that pages stay alike and cacheable."""
    return set_language(request)


@csrf_exempt
@writes(anyone=True)
def theme(request: Request) -> HttpResponse:
    """The colours of this browser; as harmless as `language`."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = go(back)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        keep(response, THEME_COOKIE, chosen, seconds=YEAR)
    return response


@reads(anyone=True)
def gallery(request: Request) -> HttpResponse:
    """Every component with its sample; a real city shows none of its workshop."""
    found(samples if settings.DEMO else None)
    return page(request, "portal/gallery.html", samples.context())


@reads(anyone=True)
def robots(request: Request) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /permohonan/",
        "Disallow: /meja/",
        "Disallow: /verifikasi/",
        "Disallow: /akun/",
        "",
        f"Sitemap: {settings.ADDRESS}/sitemap.xml",
        f"# Data terbuka: {reverse('opendata:catalogue_jsonld')} dan {reverse('opendata:catalogue_turtle')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@reads(anyone=True)
def favicon(request: Request) -> HttpResponse:
    return HttpResponsePermanentRedirect(staticfiles_storage.url("kit/img/balai.svg"))
