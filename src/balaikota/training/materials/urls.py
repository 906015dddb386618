"""/pelatihan/… for participants, /meja/pelatihan/… for the organiser."""

from django.urls import path

from balaikota.training.materials import views

app_name = "materials"
urlpatterns = [
    path("pelatihan/kelas/<slug:number>/bahan/", views.mine, name="mine"),
    path("pelatihan/bahan/<uuid:material_id>/", views.material, name="material"),
    path("pelatihan/bahan/<uuid:material_id>/video/", views.video, name="video"),
    path("pelatihan/bahan/<uuid:material_id>/teks.vtt", views.captions, name="captions"),
    path("pelatihan/bahan/<uuid:material_id>/selesai/", views.tick, name="tick"),
    path("pelatihan/bahan/<uuid:material_id>/belum/", views.untick, name="untick"),
    path("meja/pelatihan/kelas/<slug:number>/bahan/", views.materials, name="materials"),
    path("meja/pelatihan/kelas/<slug:number>/bahan/tambah/", views.add, name="add"),
    path("meja/pelatihan/bahan/<uuid:material_id>/tarik/", views.withdraw, name="withdraw"),
]
