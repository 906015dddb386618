"""/ekonomi/…: what everybody sees."""

from django.urls import path

from balaikota.economy.dashboard import api, views

app_name = "dashboard"
urlpatterns = [
    path("ekonomi/", views.index, name="index"),
    path("ekonomi/sektor/", views.sectors, name="sectors"),
    path("ekonomi/umkm/", views.businesses, name="businesses"),
    path("ekonomi/banding/", views.compare, name="compare"),
    path("ekonomi/pemeriksaan/", views.checks, name="checks"),
    path("ekonomi/metode/", views.ways, name="ways"),
    path("ekonomi/bagan/<slug:slug>.<slug:ending>", api.picture, name="picture"),
]
