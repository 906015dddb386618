"""Addresses where officers write down the numbers SIAK gave."""

from django.urls import path

from balaikota.civil.households import views

app_name = "households"
urlpatterns = [
    path("kk/", views.waiting, name="waiting"),
    path("kk/<uuid:waiting_id>/", views.card, name="card"),
    path("kk/<uuid:waiting_id>/nomor/", views.give_number, name="give_number"),
]
