"""/katalog/penawaran/ for offices, and the sellers' side."""

from django.urls import path

from balaikota.products.quotations import views

app_name = "quotations"
urlpatterns = [
    path("katalog/penawaran/", views.index, name="index"),
    path("katalog/penawaran/baru/", views.draft, name="draft"),
    path("katalog/penawaran/<slug:number>/", views.inquiry, name="inquiry"),
    path("katalog/penawaran/<slug:number>/penjual/", views.sellers, name="sellers"),
    path("katalog/penawaran/<slug:number>/penjual/tambah/", views.invite, name="invite"),
    path("katalog/penawaran/<slug:number>/penjual/keluarkan/", views.uninvite, name="uninvite"),
    path("katalog/penawaran/<slug:number>/kirim/", views.send, name="send"),
    path("katalog/penawaran/<slug:number>/pilih/", views.choose, name="choose"),
    path("katalog/penawaran/<slug:number>/batal/", views.call_off, name="call_off"),
    path("katalog/penawaran/<slug:number>/berita-acara/", views.minutes, name="minutes"),
    path("katalog/toko/<slug:number>/penawaran/", views.asked, name="asked"),
    path("katalog/toko/<slug:number>/penawaran/<slug:inquiry_number>/", views.offer, name="offer"),
]
