"""Addresses of a business's permits."""

from django.urls import path

from balaikota.enterprises.permits import views

app_name = "permits"

urlpatterns = [
    path("umkm/izin/", views.law, name="law"),
    path("umkm/<slug:number>/izin/", views.checklist, name="checklist"),
    path("umkm/<slug:number>/izin/catat/<slug:kind>/", views.tell, name="tell"),
    path("umkm/<slug:number>/izin/produk/<int:ware_id>/", views.classify, name="classify"),
    path("umkm/<slug:number>/izin/produk/<int:ware_id>/putusan/", views.decide, name="decide"),
    path("umkm/<slug:number>/izin/<int:permit_id>/periksa/", views.check, name="check"),
]
