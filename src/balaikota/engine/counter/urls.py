"""/loket/… and the appointment of a case."""

from django.urls import path

from balaikota.engine.counter import views

app_name = "counter"
urlpatterns = [
    path("loket/", views.desk, name="desk"),
    path("loket/warga/", views.find, name="find"),
    path("loket/warga/baru/", views.record, name="record"),
    path("loket/warga/<uuid:person_id>/", views.resident, name="resident"),
    path("loket/warga/<uuid:person_id>/isi/", views.type_for, name="type_for"),
    path("loket/janji/", views.day, name="day"),
    path("loket/janji/<uuid:appointment_id>/hadir/", views.present, name="present"),
    path("loket/janji/<uuid:appointment_id>/tidak-hadir/", views.no_show, name="no_show"),
    path("loket/jam/", views.hours, name="hours"),
    path("loket/jam/tambah/", views.open_hours, name="open_hours"),
    path("loket/jam/<int:opening_id>/hapus/", views.close_hours, name="close_hours"),
    path("loket/jam/kelompok/", views.open_line, name="open_line"),
    path("loket/<slug:code>/antrean/", views.queue, name="queue"),
    path("loket/<slug:code>/antrean/<int:line_id>/ambil/", views.issue, name="issue"),
    path("loket/<slug:code>/antrean/<int:line_id>/panggil/", views.call_next, name="call_next"),
    path("loket/<slug:code>/antrean/nomor/<int:ticket_id>/", views.slip, name="slip"),
    path("loket/<slug:code>/antrean/nomor/<int:ticket_id>/lagi/", views.call_again, name="call_again"),
    path("loket/<slug:code>/antrean/nomor/<int:ticket_id>/lewati/", views.skip, name="skip"),
    path("loket/<slug:code>/antrean/nomor/<int:ticket_id>/selesai/", views.finish, name="finish"),
    path("loket/<slug:code>/layar/", views.screen, name="screen"),
    path("permohonan/<slug:number>/janji/", views.appointment, name="appointment"),
    path("permohonan/<slug:number>/janji/pilih/", views.choose_time, name="choose_time"),
    path("permohonan/<slug:number>/janji/batal/", views.cancel, name="cancel"),
    path("permohonan/<slug:number>/janji/kalender.ics", views.calendar_file, name="calendar_file"),
]
