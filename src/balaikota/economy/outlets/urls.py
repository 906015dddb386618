"""/ekonomi/terbuka/…: figures for programs."""

from django.urls import path

from balaikota.economy.outlets import api, views

app_name = "outlets"
urlpatterns = [
    path("ekonomi/terbuka/", views.index, name="index"),
    path("ekonomi/terbuka/angka.csv", api.figures_csv, name="figures_csv"),
    path("ekonomi/terbuka/angka.json", api.figures_json, name="figures_json"),
    path("ekonomi/terbuka/angka.sdmx.csv", api.figures_sdmx, name="figures_sdmx"),
    path("ekonomi/terbuka/metode.csv", api.every_method, name="every_method"),
    path("ekonomi/terbuka/kode/<slug:name>.csv", api.code_list, name="code_list"),
    path("ekonomi/terbuka/katalog.jsonld", api.catalogue, name="catalogue"),
    path("ekonomi/terbuka/openapi.json", api.openapi, name="openapi"),
]
