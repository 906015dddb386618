"""/inovasi/pustaka/…"""

from django.urls import path

from balaikota.innovation.library import views
from balaikota.kit.http import either

app_name = "library"
urlpatterns = [
    path("inovasi/pustaka/", views.index, name="index"),
    path("meja/inovasi/bawa/", either(views.bring_start, views.bring), name="bring"),
    path("inovasi/<slug:number>/keluarga/", views.family, name="family"),
    path("inovasi/<slug:number>/berkas.json", views.open_file, name="open_file"),
    path("inovasi/<slug:number>/ambil/", either(views.take_over_start, views.take_over), name="take_over"),
]
