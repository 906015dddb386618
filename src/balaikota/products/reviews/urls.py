"""Addresses of reviews."""

from django.urls import path

from balaikota.products.reviews import views

app_name = "reviews"
urlpatterns = [
    path("katalog/pesanan/<slug:number>/nilai/", views.review, name="review"),
    path("katalog/toko/<slug:number>/ulasan/", views.of_seller, name="of_seller"),
    path("katalog/toko/<slug:number>/ulasan/<uuid:pk>/jawab/", views.answer, name="answer"),
    path("katalog/ulasan/<uuid:pk>/keberatan/", views.object_to, name="object_to"),
    path("katalog/petugas/ulasan/", views.desk, name="desk"),
    path("katalog/petugas/ulasan/<uuid:pk>/sembunyikan/", views.hide, name="hide"),
    path("katalog/petugas/ulasan/<uuid:pk>/biarkan/", views.leave, name="leave"),
]
