"""/katalog/…: what everybody sees, and the officers' report."""

from django.urls import path

from balaikota.products.finding import views

app_name = "finding"
urlpatterns = [
    path("katalog/", views.front, name="front"),
    path("katalog/cari/", views.search, name="search"),
    path("katalog/kategori/<slug:slug>/", views.category, name="category"),
    path("katalog/urutan/", views.fairness, name="fairness"),
    path("katalog/petugas/keterlihatan/", views.exposed, name="exposed"),
]
