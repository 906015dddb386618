"""Addresses of this room."""

from django.urls import path

from balaikota.foundation.documents import views

app_name = "documents"
urlpatterns = [
    path("verifikasi/", views.verify, name="verify"),
    path("verifikasi/<slug:token>/", views.verdict, name="verdict"),
    path("verifikasi/<slug:token>/salinan/", views.compare, name="compare"),
    path("surat/<uuid:letter_id>/", views.letter, name="letter"),
]
