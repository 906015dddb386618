"""/katalog/toko/<number>/impor/… and /ekspor/…, the template, and what officers take out."""

from django.urls import path

from balaikota.products.exchange import views

app_name = "exchange"
urlpatterns = [
    path("katalog/templat.<slug:ending>", views.template, name="template"),
    path("katalog/toko/<slug:number>/impor/", views.index, name="index"),
    path("katalog/toko/<slug:number>/impor/<uuid:pk>/", views.one, name="one"),
    path("katalog/toko/<slug:number>/impor/<uuid:pk>/kategori/", views.choose, name="choose"),
    path("katalog/toko/<slug:number>/impor/<uuid:pk>/masukkan/", views.begin, name="begin"),
    path("katalog/toko/<slug:number>/impor/<uuid:pk>/batalkan/", views.undo, name="undo"),
    path("katalog/toko/<slug:number>/ekspor/<slug:kind>.<slug:ending>", views.export, name="export"),
    path("katalog/petugas/ekspor/", views.everything, name="everything"),
    path("katalog/petugas/ekspor/<slug:kind>.csv", views.export_all, name="export_all"),
]
