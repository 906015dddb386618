"""Addresses of businesses."""

from django.urls import path

from balaikota.enterprises.register import views

app_name = "register"

urlpatterns = [
    path("umkm/", views.index, name="index"),
    path("umkm/cari/", views.find, name="find"),
    path("umkm/saya/", views.mine, name="mine"),
    path("umkm/saya/<uuid:owner_id>/benar/", views.confirm, name="confirm"),
    path("umkm/daftar/", views.start, name="start"),
    path("umkm/daftar/ubah/", views.back, name="back"),
    path("umkm/daftar/kirim/", views.register, name="register"),
    path("umkm/catat/", views.record, name="record"),
    path("umkm/<slug:number>/", views.enterprise, name="enterprise"),
    path("umkm/<slug:number>/ubah/", views.mend, name="mend"),
    path("umkm/<slug:number>/keadaan/", views.describe, name="describe"),
    path("umkm/<slug:number>/periksa/", views.check, name="check"),
]
