"""Addresses of partners: for the operator, for residents, for programs."""

from django.urls import include, path

from balaikota.engine.partners import api, views

_pages = [
    path("mitra/", views.index, name="index"),
    path("mitra/baru/", views.enrol, name="enrol"),
    path("mitra/<slug:slug>/", views.partner, name="partner"),
    path("mitra/<slug:slug>/token/", views.issue_token, name="issue_token"),
    path("mitra/<slug:slug>/token/<int:id>/cabut/", views.revoke_token, name="revoke_token"),
    path("mitra/<slug:slug>/layanan/", views.allow, name="allow"),
    path("mitra/<slug:slug>/layanan/<int:id>/hapus/", views.forbid, name="forbid"),
    path("mitra/<slug:slug>/hentikan/", views.suspend, name="suspend"),
    path("mitra/<slug:slug>/lanjutkan/", views.resume, name="resume"),
    path("akun/izin/", views.consents, name="consents"),
    path("akun/izin/baru/", views.consent, name="consent"),
    path("akun/izin/<uuid:id>/tarik/", views.take_back, name="take_back"),
    path("api/v1/", api.docs, name="docs"),
]
urlpatterns = [
    path("", include((_pages, "partners"))),
    path("api/v1/", api.api.urls),
]
