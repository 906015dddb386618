"""What every answer tells the browser, whatever kind it is."""

from typing import Any

import pytest
from django.test import Client

from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db
KINDS = ["/masuk/", "/tidak-ada/", "/sehat/", "/robots.txt", "/akun/", "/manifest.webmanifest"]


@pytest.mark.parametrize("address", KINDS)
def test_every_kind_of_answer_carries_its_headers(client: Client, address: str) -> None:
    answer = client.get(address)
    policy = answer["Content-Security-Policy"]
    for part in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    if answer.content:
        assert "charset" in answer["Content-Type"] or "json" in answer["Content-Type"]


def test_static_files_are_framed_by_nobody(settings: Any) -> None:
    headers: dict[str, str] = {}
    settings.WHITENOISE_ADD_HEADERS_FUNCTION(headers, "kit/js/htmx.min.js", "/aset/kit/js/htmx.min.js")
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    order = [name.rpartition(".")[2] for name in settings.MIDDLEWARE]
    assert order.index("SecurityMiddleware") < order.index("WhiteNoiseMiddleware"), "and nosniff, and HSTS"


def test_over_https_the_browser_is_told_to_stay_there(client: Client, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    answer = Client().get("/masuk/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_no_folder_is_listed_and_trace_is_refused(client: Client) -> None:
    for address in ("/aset/", "/aset/kit/", "/aset/kit/css/"):
        assert client.get(address).status_code == 404
    for address in ("/", "/masuk/", "/akun/", "/sehat/"):
        assert client.trace(address).status_code == 405


def test_a_post_without_its_key_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    for address in ("/masuk/", "/keluar/", "/lacak/hasil/", "/akun/bahasa/"):
        assert strict.post(address, {}).status_code == 403


@pytest.mark.parametrize("address", ["/", "/akun/", "/permohonan/", "/layanan/", "/tidak-ada/"])
def test_whoever_is_signed_in_finds_the_way_out_on_every_page(
    client: Client, sari: Person, address: str
) -> None:
    assert "/keluar/" not in client.get("/layanan/").content.decode()
    client.force_login(sari)
    assert 'href="/keluar/"' in client.get(address).content.decode()


def test_a_real_city_shows_none_of_its_workshop(client: Client, settings: Any) -> None:
    assert client.get("/kit/").status_code == 200
    settings.DEMO = False
    assert client.get("/kit/").status_code == 404
