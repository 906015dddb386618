"""Addresses of this room."""

from django.urls import path

from balaikota.foundation.documents import views

app_name = "documents"
urlpatterns = [
    path("verifikasi/", views.verify, name="verify"),
    path("verifikasi/<slug:token>/", views.verdict, name="verdict"),
    path("verifikasi/<slug:token>/salinan/", views.compare, name="compare"),
    path("surat/tertahan/", views.held, name="held"),
    path("surat/<uuid:letter_id>/", views.letter, name="letter"),
    path("surat/<uuid:letter_id>/tanda-tangani-lagi/", views.ask_again, name="ask_again"),
]
