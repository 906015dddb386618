"""/pelatihan/hadir/ for phones; the door and the sheet for organisers."""

from django.urls import path

from balaikota.training.attendance import views

SESSION = "meja/pelatihan/sesi/<uuid:session_id>/"
ROW = "meja/pelatihan/kehadiran/<uuid:attendance_id>/"

app_name = "attendance"
urlpatterns = [
    path("pelatihan/hadir/", views.arrive, name="arrive"),
    path("pelatihan/hadir/catat/", views.attend, name="attend"),
    path(f"{SESSION}pintu/", views.door, name="door"),
    path(f"{SESSION}pintu/tempat/", views.place_door, name="place_door"),
    path(f"{SESSION}hadir/", views.sheet, name="sheet"),
    path(f"{SESSION}hadir/catat/", views.note, name="note"),
    path(f"{ROW}pastikan/", views.confirm, name="confirm"),
    path(f"{ROW}coret/", views.strike, name="strike"),
    path("meja/pelatihan/kelas/<slug:number>/kehadiran/", views.summary, name="summary"),
]
