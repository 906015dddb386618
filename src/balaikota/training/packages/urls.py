"""/pelatihan/paket/… for participants, /meja/… for the organiser, /paket-isi/… on the address where packages play."""

from django.urls import path

from balaikota.training.packages import api, views

app_name = "packages"
urlpatterns = [
    path("pelatihan/paket/<uuid:package_id>/", views.package, name="package"),
    path("pelatihan/paket/<uuid:package_id>/mulai/", views.begin, name="begin"),
    path("pelatihan/paket/sesi/<uuid:session_id>/", views.player, name="player"),
    path("meja/pelatihan/kelas/<slug:number>/paket/", views.packages, name="packages"),
    path("meja/pelatihan/kelas/<slug:number>/paket/tambah/", views.add, name="add"),
    path("meja/pelatihan/paket/<uuid:package_id>/tarik/", views.withdraw, name="withdraw"),
    path("meja/pelatihan/paket/<uuid:package_id>/bebaskan/", views.waive, name="waive"),
    path("paket-isi/isi/<str:key>/<path:path>", api.content, name="content"),
]
