"""A page is packed once, whoever asks first and however its browser takes it."""

import gzip
from collections.abc import Callable
from functools import wraps
from typing import Any

import brotli
import pytest
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseForbidden
from django.test import Client, RequestFactory
from django.urls import ResolverMatch

from balaikota.kit import hot

pytestmark = pytest.mark.django_db
UNPACK: dict[str, Callable[[bytes], bytes]] = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


@pytest.mark.parametrize("address", ["/", "/katalog/", "/katalog/cari/?q=keripik", "/layanan/"])
@pytest.mark.parametrize("first", list(UNPACK))
def test_a_page_is_packed_once_whoever_asked_first(client: Client, address: str, first: str) -> None:
    caches["near"].clear()
    for way in (first, *UNPACK):
        answer = client.get(address, headers={"Accept-Encoding": way})
        assert answer.get("Content-Encoding", "") == way
        assert UNPACK[way](answer.content).lstrip().lower().startswith(b"<!doctype html>")


class NoCookie(Client):
    """Django's client always sends a cookie header, if an empty one."""

    def _base_environ(self, **request: Any) -> dict[str, Any]:
        told: dict[str, Any] = super()._base_environ(**request)
        if not told["HTTP_COOKIE"]:
            del told["HTTP_COOKIE"]
        return told


@pytest.mark.parametrize("address", ["/", "/layanan/", "/informasi/"])
def test_who_brings_no_cookie_is_given_the_kept_page_as_everybody_is(address: str) -> None:
    """Before anybody is looked for: the layers for people and forms never see the request; the page is the same."""
    caches["near"].clear()
    first, second = NoCookie().get(address), NoCookie().get(address)
    other = Client().get(address, HTTP_COOKIE="lain=1")
    seen = [hasattr(answer.wsgi_request, "_messages") for answer in (first, second, other)]
    assert seen == [True, False, True]
    assert first.content == second.content == other.content
    told = [{k: v for k, v in answer.items() if k != "X-Request-Id"} for answer in (first, second, other)]
    assert told[0] == told[1] == told[2]
    assert second.resolver_match.view_name == first.resolver_match.view_name


def test_who_is_signed_in_or_sends_something_is_looked_for() -> None:
    NoCookie().get("/")
    for answer in (NoCookie().post("/"), NoCookie().get("/", HTTP_COOKIE="sessionid=tidak-ada")):
        assert hasattr(answer.wsgi_request, "_messages")


def test_a_guard_around_a_kept_page_guards_it_from_those_without_a_cookie(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    @hot.hot(lambda: "1")
    def page(request: Any) -> HttpResponse:
        return HttpResponse("terbuka")

    @wraps(page)
    def guarded(request: Any) -> HttpResponse:
        return HttpResponseForbidden("tertutup")

    page(rf.get("/uji/"))
    for view, said in ((page, b"terbuka"), (guarded, b"tertutup")):
        monkeypatch.setattr(hot, "resolve", lambda path, view=view: ResolverMatch(view, (), {}))
        assert hot.ForEverybody(view)(rf.get("/uji/")).content == said
