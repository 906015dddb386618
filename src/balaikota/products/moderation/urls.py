"""Addresses of the officers' desk of the e-Katalog."""

from django.urls import path

from balaikota.products.moderation import views

app_name = "moderation"

urlpatterns = [
    path("katalog/petugas/", views.desk, name="desk"),
    path("katalog/petugas/<int:check_id>/", views.check, name="check"),
    path("katalog/petugas/produk/<slug:code>/tarik/", views.suspend, name="suspend"),
    path("katalog/petugas/produk/<slug:code>/pulihkan/", views.restore, name="restore"),
]
