"""/pelatihan/kelas/…/proyek/ for its participant, /meja/pelatihan/… for markers."""

from django.urls import path

from balaikota.training.projects import views

OWN = "pelatihan/kelas/<slug:number>/proyek/"
ONE = "meja/pelatihan/proyek/<uuid:project_id>/"

app_name = "projects"
urlpatterns = [
    path(OWN, views.project, name="project"),
    path(f"{OWN}mulai/", views.begin, name="begin"),
    path(f"{OWN}tulis/", views.write, name="write"),
    path(f"{OWN}dasar/", views.ground, name="ground"),
    path(f"{OWN}serahkan/", views.turn_in, name="turn_in"),
    path(f"{OWN}inovasi/", views.make_innovation, name="make_innovation"),
    path("meja/pelatihan/kelas/<slug:number>/proyek/", views.desk, name="desk"),
    path(ONE, views.marking, name="marking"),
    path(f"{ONE}nilai/", views.judge, name="judge"),
    path(f"{ONE}kembalikan/", views.send_back, name="send_back"),
]
