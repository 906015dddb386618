"""/pelatihan/… for everybody, /meja/pelatihan/… for the organiser."""

from django.urls import path

from balaikota.training.classes import views

ONE = "meja/pelatihan/kelas/<slug:number>/"

app_name = "classes"
urlpatterns = [
    path("pelatihan/", views.index, name="index"),
    path("pelatihan/kelas/<slug:number>/", views.cohort, name="cohort"),
    path("pelatihan/kelas/<slug:number>/kalender.ics", views.calendar, name="calendar"),
    path("pelatihan/kelas/<slug:number>/usulkan/", views.nominate, name="nominate"),
    path("pelatihan/kelas/<slug:number>/mundur/", views.withdraw, name="withdraw"),
    path("meja/pelatihan/", views.desk, name="desk"),
    path("meja/pelatihan/kelas-baru/", views.draft, name="draft"),
    path("meja/pelatihan/kelas-baru/rencanakan/", views.plan, name="plan"),
    path(ONE, views.manage, name="manage"),
    path(f"{ONE}ubah/", views.mend, name="mend"),
    path(f"{ONE}sesi/", views.add_session, name="add_session"),
    path(f"{ONE}umumkan/", views.announce, name="announce"),
    path(f"{ONE}mulai/", views.start, name="start"),
    path(f"{ONE}selesaikan/", views.finish, name="finish"),
    path(f"{ONE}batalkan/", views.cancel, name="cancel"),
    path(f"{ONE}setujui/", views.accept, name="accept"),
    path("meja/pelatihan/usulan/<uuid:enrolment_id>/tolak/", views.refuse, name="refuse"),
    path("meja/pelatihan/usulan/<uuid:enrolment_id>/keluarkan/", views.remove, name="remove"),
    path("meja/pelatihan/usulan/<uuid:enrolment_id>/waktu/", views.give_time, name="give_time"),
    path("meja/pelatihan/sesi/<uuid:session_id>/", views.session, name="session"),
    path("meja/pelatihan/sesi/<uuid:session_id>/pindahkan/", views.move_session, name="move_session"),
    path("meja/pelatihan/sesi/<uuid:session_id>/batalkan/", views.cancel_session, name="cancel_session"),
]
