"""Cookies as this house sets them: for this host alone, over a sealed line alone, out of the reach of scripts."""

from functools import cached_property

from django.conf import settings
from django.contrib.messages.storage.base import BaseStorage
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def name_of(plain: str) -> str:
    """`__Host-…` behind HTTPS: no other host of the domain can set or shadow it."""
    return f"{settings.COOKIE_PREFIX}{plain}"


def kept(request: HttpRequest, plain: str) -> str:
    """What this browser keeps under that name; empty when nothing."""
    return request.COOKIES.get(name_of(plain), "")


def keep(response: HttpResponseBase, plain: str, value: str, *, seconds: int) -> None:
    response.set_cookie(
        name_of(plain), value, max_age=seconds, httponly=True, samesite="Lax", secure=settings.SECURE
    )


class _OwnName(CookieStorage):
    cookie_name = name_of("messages")


class Messages(FallbackStorage):
    """Django's sentences for the next page, in a cookie of the same kind as every other."""

    storage_classes = (_OwnName, SessionStorage)

    def __init__(self, request: HttpRequest) -> None:
        BaseStorage.__init__(self, request)
        self._used_storages: set[BaseStorage] = set()

    @cached_property
    def storages(self) -> list[BaseStorage]:
        """Made when somebody says or reads something: most requests do neither."""
        return [each(self.request) for each in self.storage_classes]
