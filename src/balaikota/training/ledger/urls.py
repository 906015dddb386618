"""/pelatihan/saya/, /pelatihan/unit/, and the organiser's pages of people."""

from django.urls import path

from balaikota.training.ledger import views

app_name = "ledger"
urlpatterns = [
    path("pelatihan/saya/", views.mine, name="mine"),
    path("pelatihan/saya/luar/", views.report, name="report"),
    path("pelatihan/unit/", views.unit, name="unit"),
    path("meja/pelatihan/pegawai/", views.everybody, name="everybody"),
    path("meja/pelatihan/pegawai/<uuid:person_id>/", views.servant, name="servant"),
    path("meja/pelatihan/pegawai/<uuid:person_id>/catat/", views.describe, name="describe"),
    path("meja/pelatihan/luar/", views.outside, name="outside"),
    path("meja/pelatihan/luar/<uuid:outside_id>/terima/", views.accept, name="accept"),
    path("meja/pelatihan/luar/<uuid:outside_id>/tolak/", views.refuse, name="refuse"),
]
