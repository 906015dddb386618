"""/pengaduan/…: what everybody sees."""

from django.urls import path

from balaikota.complaints.figures import views

app_name = "figures"
urlpatterns = [
    path("pengaduan/", views.index, name="index"),
    path("pengaduan/angka/", views.figures, name="figures"),
]
