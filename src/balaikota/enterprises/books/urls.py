"""Addresses of a business's book."""

from django.urls import path

from balaikota.enterprises.books import views

app_name = "books"

urlpatterns = [
    path("umkm/kas/", views.jot, name="jot"),
    path("umkm/<slug:number>/buku/coretan/<int:jotting_id>/buang/", views.drop, name="drop"),
    path("umkm/<slug:number>/buku/", views.book, name="book"),
    path("umkm/<slug:number>/buku/buka/", views.open_book, name="open"),
    path("umkm/<slug:number>/buku/tulis/", views.write, name="write"),
    path("umkm/<slug:number>/buku/catat/", views.record, name="record"),
    path("umkm/<slug:number>/buku/catatan/<int:entry_number>/", views.entry, name="entry"),
    path("umkm/<slug:number>/buku/catatan/<int:entry_number>/batalkan/", views.reverse, name="reverse"),
    path("umkm/<slug:number>/buku/laporan/<str:period>/", views.statements, name="statements"),
    path("umkm/<slug:number>/buku/laporan/<str:period>/pdf/", views.paper, name="paper"),
    path("umkm/<slug:number>/buku/laporan/<str:period>/lembar/", views.sheet, name="sheet"),
    path("umkm/<slug:number>/buku/laporan/<str:period>/tutup/", views.close, name="close"),
    path("umkm/<slug:number>/buku/pajak/", views.tax, name="tax"),
]
