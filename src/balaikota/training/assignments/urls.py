"""/pelatihan/… for participants, /meja/pelatihan/… for trainers and organisers."""

from django.urls import path

from balaikota.training.assignments import views

OWN = "pelatihan/tugas/<uuid:assignment_id>/"
CLASS = "meja/pelatihan/kelas/<slug:number>/tugas/"
ONE = "meja/pelatihan/tugas/<uuid:assignment_id>/"
WORK = "meja/pelatihan/serahan/<uuid:work_id>/"

app_name = "assignments"
urlpatterns = [
    path("pelatihan/kelas/<slug:number>/tugas/", views.mine, name="mine"),
    path(OWN, views.assignment, name="assignment"),
    path(f"{OWN}tulis/", views.write, name="write"),
    path(f"{OWN}lepas-berkas/", views.drop_file, name="drop_file"),
    path(f"{OWN}serahkan/", views.turn_in, name="turn_in"),
    path(CLASS, views.desk, name="desk"),
    path(f"{CLASS}beri/", views.set_assignment, name="set"),
    path(f"{CLASS}nilai.csv", views.grades, name="grades"),
    path(ONE, views.works, name="works"),
    path(f"{ONE}ubah/", views.amend, name="amend"),
    path(f"{ONE}tarik/", views.withdraw, name="withdraw"),
    path(f"{ONE}kelonggaran/", views.extend, name="extend"),
    path(f"{ONE}umumkan/", views.release, name="release"),
    path(WORK, views.marking, name="marking"),
    path(f"{WORK}nilai/", views.judge, name="judge"),
]
