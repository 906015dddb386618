"""/agenda/… for everybody, /meja/agenda/… for its desk."""

from django.urls import path

from balaikota.information.agenda import api, views

DESK = "meja/agenda/"
ONE = f"{DESK}<uuid:happening_id>/"

app_name = "agenda"
urlpatterns = [
    path("agenda/", views.index, name="index"),
    path("agenda/kalender.ics", api.subscription, name="subscription"),
    path("agenda/bulan/<str:month>/", views.month, name="month"),
    path("agenda/hari/<str:day>/", views.day, name="day"),
    path("agenda/<slug:happening>/", views.happening, name="happening"),
    path("agenda/<slug:happening>/kalender.ics", api.one, name="one"),
    path("agenda/<slug:happening>/kartu.png", api.card, name="card"),
    path(DESK, views.desk, name="desk"),
    path(f"{DESK}baru/", views.write, name="write"),
    path(f"{DESK}baru/mulai/", views.begin, name="begin"),
    path(ONE, views.written, name="written"),
    path(f"{ONE}sunting/", views.edit, name="edit"),
    path(f"{ONE}sunting/simpan/", views.revise, name="revise"),
    path(f"{ONE}banding/", views.compare, name="compare"),
    path(f"{ONE}kirim/", views.send, name="send"),
    path(f"{ONE}terbitkan/", views.publish, name="publish"),
    path(f"{ONE}kembalikan/", views.send_back, name="send_back"),
    path(f"{ONE}batalkan/", views.cancel, name="cancel"),
]
