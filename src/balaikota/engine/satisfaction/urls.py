"""Addresses of the survey."""

from django.urls import path, register_converter
from django.urls.converters import SlugConverter

from balaikota.engine.satisfaction import views


class Quarter(SlugConverter):
    """`2026-4`."""

    regex = "20[0-9]{2}-[1-4]"


register_converter(Quarter, "quarter")

app_name = "satisfaction"
urlpatterns = [
    path("kepuasan/", views.index, name="index"),
    path("kepuasan/<slug:code>/<quarter:quarter>/", views.report, name="report"),
    path("kepuasan/<slug:code>/<quarter:quarter>/rencana/", views.promise, name="promise"),
    path("kepuasan/<slug:code>/<quarter:quarter>/laporan/", views.paper, name="paper"),
    path("permohonan/<slug:number>/kepuasan/", views.sheet, name="sheet"),
    path("permohonan/<slug:number>/kepuasan/kirim/", views.answer, name="answer"),
]
