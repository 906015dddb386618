"""Addresses of Open311, for programs and for those who write them."""

from django.urls import include, path, re_path, register_converter

from balaikota.complaints.georeport import api, views


class Suffix:
    """`.xml`, `.json`, or nothing. Another ending is read too, so that it can be refused in words."""

    regex = r"(?:\.[A-Za-z0-9]{1,8})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Word(Suffix):
    """A code, a number or a token: whatever stands before the ending. Nothing is read too, to be refused in words."""

    regex = r"[^/.]*"


register_converter(Suffix, "suffix")
register_converter(Word, "word")

app_name = "georeport"
_endpoint = [
    path("services<suffix:suffix>", api.services, name="services"),
    path("services/<word:code><suffix:suffix>", api.definition, name="definition"),
    path("requests<suffix:suffix>", api.requests, name="requests"),
    path("requests/<word:number><suffix:suffix>", api.request, name="request"),
    path("tokens/<word:token><suffix:suffix>", api.token, name="token"),
]
urlpatterns = [
    path("open311/", views.docs, name="docs"),
    path("open311/v2/", views.docs),
    path("open311/test/v2/", views.docs),
    path("open311/discovery<suffix:suffix>", api.discovery, name="discovery"),
    path("open311/v2/discovery<suffix:suffix>", api.discovery),
    path("open311/test/v2/discovery<suffix:suffix>", api.discovery),
    path("open311/v2/", include(_endpoint), {"shelf": "production"}),
    path("open311/test/v2/", include(_endpoint), {"shelf": "test"}),
    re_path(r"^open311/.+", api.nothing, name="nothing"),
    path("mitra/<slug:slug>/open311/", views.open_access, name="open_access"),
    path("mitra/<slug:slug>/open311/tutup/", views.close_access, name="close_access"),
]
