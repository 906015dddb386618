"""/umkm/…/surat/"""

from django.urls import path

from balaikota.enterprises.attestations import views

app_name = "attestations"

urlpatterns = [
    path("umkm/<slug:number>/surat/", views.letters, name="letters"),
    path("umkm/<slug:number>/surat/sertifikat/", views.certify, name="certify"),
    path("umkm/<slug:number>/surat/rekomendasi/", views.recommend, name="recommend"),
]
