"""Cookies belong to this host alone, travel sealed, and no script sees them."""

from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse

from balaikota.kit import cookies


def test_behind_https_every_cookie_belongs_to_this_host_alone(settings: Any) -> None:
    settings.COOKIE_PREFIX, settings.SECURE = "__Host-", True
    response = HttpResponse()
    cookies.keep(response, "tampilan", "gelap", seconds=60)
    cookie = response.cookies["__Host-tampilan"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_what_was_kept_is_read_back_under_its_plain_name(settings: Any) -> None:
    request = HttpRequest()
    request.COOKIES["tampilan"] = "terang"
    assert cookies.kept(request, "tampilan") == "terang"
    settings.COOKIE_PREFIX = "__Host-"
    assert cookies.kept(request, "tampilan") == "", "another host of the domain may have set the plain name"


@pytest.mark.parametrize("what", ["SESSION", "CSRF", "LANGUAGE"])
def test_djangos_own_cookies_keep_the_same_rules(settings: Any, what: str) -> None:
    assert getattr(settings, f"{what}_COOKIE_HTTPONLY") is True
    assert getattr(settings, f"{what}_COOKIE_SAMESITE") == "Lax"
    assert getattr(settings, f"{what}_COOKIE_SECURE") is settings.SECURE
    assert getattr(settings, f"{what}_COOKIE_NAME").startswith(settings.COOKIE_PREFIX)
    assert getattr(settings, f"{what}_COOKIE_DOMAIN") is None


def test_the_sentences_for_the_next_page_too() -> None:
    first = cookies.Messages.storage_classes[0]
    assert issubclass(first, CookieStorage)
    assert first.cookie_name == cookies.name_of("messages")
