"""/umkm/program/"""

from django.urls import path

from balaikota.enterprises.programmes import views

app_name = "programmes"

urlpatterns = [
    path("umkm/program/", views.index, name="index"),
    path("umkm/program/baru/", views.new, name="new"),
    path("umkm/program/kriteria/", views.criteria, name="criteria"),
    path("umkm/program/<slug:slug>/", views.cohort, name="cohort"),
    path("umkm/program/<slug:slug>/daftar/", views.apply, name="apply"),
    path("umkm/program/<slug:slug>/seleksi/", views.select, name="select"),
    path("umkm/program/<slug:slug>/alat/", views.stock, name="stock"),
    path("umkm/program/<slug:slug>/serahkan/", views.give, name="give"),
    path("umkm/pendaftaran/<int:pk>/mundur/", views.withdraw, name="withdraw"),
    path("umkm/pendaftaran/<int:pk>/tuntas/", views.complete, name="complete"),
]
