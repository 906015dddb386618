"""/pelatihan/unit/kebutuhan/ for whoever leads a unit, /meja/pelatihan/kebutuhan/ for the organiser."""

from django.urls import path

from balaikota.training.needs import views

UNIT = "pelatihan/unit/kebutuhan/"

app_name = "needs"
urlpatterns = [
    path(UNIT, views.unit, name="unit"),
    path(f"{UNIT}catat/", views.record, name="record"),
    path(f"{UNIT}saran/", views.take_up, name="take_up"),
    path(f"{UNIT}<uuid:need_id>/", views.need, name="need"),
    path(f"{UNIT}<uuid:need_id>/ubah/", views.mend, name="mend"),
    path(f"{UNIT}<uuid:need_id>/tarik/", views.withdraw, name="withdraw"),
    path("pelatihan/saya/kebutuhan/", views.mine, name="mine"),
    path("meja/pelatihan/kebutuhan/", views.analysis, name="analysis"),
]
