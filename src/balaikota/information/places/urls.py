"""/tempat/…, and the desk of those who keep it at /meja/tempat/…"""

from django.urls import path

from balaikota.information.places import api, views

app_name = "places"
urlpatterns = [
    path("tempat/", views.index, name="index"),
    path("tempat/peta.geojson", api.points, name="points"),
    path("tempat/<slug:slug>/", views.place, name="place"),
    path("meja/tempat/", views.desk, name="desk"),
    path("meja/tempat/baru/", views.adding, name="adding"),
    path("meja/tempat/baru/simpan/", views.add, name="add"),
    path("meja/tempat/daftar/", views.uploading, name="uploading"),
    path("meja/tempat/daftar/unggah/", views.upload, name="upload"),
    path("meja/tempat/daftar/<uuid:id>/", views.importing, name="importing"),
    path("meja/tempat/daftar/<uuid:id>/masukkan/", views.confirm, name="confirm"),
    path("meja/tempat/<slug:slug>/", views.keeping, name="keeping"),
    path("meja/tempat/<slug:slug>/ubah/", views.changing, name="changing"),
    path("meja/tempat/<slug:slug>/ubah/simpan/", views.change, name="change"),
    path("meja/tempat/<slug:slug>/periksa/", views.check, name="check"),
    path("meja/tempat/<slug:slug>/tutup/", views.close, name="close"),
    path("meja/tempat/<slug:slug>/buka-kembali/", views.reopen, name="reopen"),
    path("meja/tempat/<slug:slug>/hari/", views.set_day, name="set_day"),
    path("meja/tempat/<slug:slug>/hari/hapus/", views.clear_day, name="clear_day"),
]
