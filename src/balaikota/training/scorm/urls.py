"""Saving from the player's page; the frame on the address where packages play."""

from django.urls import path

from balaikota.training.scorm import api, views

app_name = "scorm"
urlpatterns = [
    path("pelatihan/paket/sesi/<uuid:session_id>/simpan/", views.keep, name="keep"),
    path("paket-isi/bingkai/<str:key>/", api.frame, name="frame"),
]
