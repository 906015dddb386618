"""/pelatihan/kelas/…/usaha/"""

from django.urls import path

from balaikota.training.owners import views

app_name = "owners"
urlpatterns = [
    path("pelatihan/kelas/<slug:number>/usaha/", views.clinic, name="clinic"),
    path("pelatihan/kelas/<slug:number>/usaha/bagikan/", views.share, name="share"),
    path("pelatihan/kelas/<slug:number>/usaha/simpan-sendiri/", views.keep, name="keep"),
]
