"""Addresses of this room."""

from django.urls import path

from balaikota.engine.opendata import views

app_name = "opendata"
urlpatterns = [
    path("terbuka/layanan.jsonld", views.catalogue_jsonld, name="catalogue_jsonld"),
    path("terbuka/layanan.ttl", views.catalogue_turtle, name="catalogue_turtle"),
    path("terbuka/layanan/<slug:slug>/formulir.json", views.form_schema, name="form_schema"),
]
