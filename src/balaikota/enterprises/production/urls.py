"""Addresses of how a business makes its products."""

from django.urls import path

from balaikota.enterprises.production import views

app_name = "production"

urlpatterns = [
    path("umkm/<slug:number>/produksi/", views.index, name="index"),
    path("umkm/<slug:number>/produksi/<int:ware_id>/", views.product, name="product"),
    path("umkm/<slug:number>/produksi/<int:ware_id>/hpp/", views.reckon, name="reckon"),
    path("umkm/<slug:number>/produksi/<int:ware_id>/buat/", views.make, name="make"),
    path("umkm/<slug:number>/produksi/<int:ware_id>/buat/<int:batch_id>/coret/", views.strike, name="strike"),
    path("umkm/<slug:number>/produksi/<int:ware_id>/stok/", views.count, name="count"),
    path("umkm/<slug:number>/produksi/<int:ware_id>/perbaikan/", views.improve, name="improve"),
]
