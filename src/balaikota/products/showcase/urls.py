"""Addresses of shops, their papers, and fairs."""

from django.urls import path

from balaikota.products.showcase import views

app_name = "showcase"
urlpatterns = [
    path("k/<str:code>/", views.short, name="short"),
    path("katalog/toko/<slug:number>/", views.seller, name="seller"),
    path("katalog/toko/<slug:number>/katalog.pdf", views.catalogue, name="catalogue"),
    path("katalog/toko/<slug:number>/poster.pdf", views.poster, name="poster"),
    path("katalog/toko/<slug:number>/kartu.png", views.image, name="image"),
    path("katalog/cetak/", views.printed, name="printed"),
    path("katalog/cetak/<str:code>/katalog.pdf", views.of_district, name="of_district"),
    path("katalog/bazar/<uuid:pk>/", views.fair, name="fair"),
    path("katalog/bazar/<uuid:pk>/katalog.pdf", views.of_fair, name="of_fair"),
    path("katalog/petugas/bazar/", views.fairs, name="fairs"),
    path("katalog/petugas/bazar/<uuid:pk>/", views.arrange, name="arrange"),
    path("katalog/petugas/bazar/<uuid:pk>/tambah/", views.seat, name="seat"),
    path("katalog/petugas/bazar/<uuid:pk>/keluarkan/", views.unseat, name="unseat"),
]
