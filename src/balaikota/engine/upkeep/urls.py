"""/meja/mesin/ for who runs the machine, /metrik/ and /sehat/lengkap/ for what watches it."""

from django.urls import path

from balaikota.engine.upkeep import api, views

app_name = "upkeep"
urlpatterns = [
    path("meja/mesin/", views.engine, name="engine"),
    path("meja/mesin/latihan/", views.drills, name="drills"),
    path("meja/mesin/antrean/<int:job_id>/bebaskan/", views.free, name="free"),
    path("metrik/", api.metrics, name="metrics"),
    path("sehat/lengkap/", api.wellbeing, name="wellbeing"),
]
