"""/meja/kegagalan-data/ for the office, /kegagalan-data/… for whom it concerns"""

from django.urls import path

from balaikota.engine.breaches import views

app_name = "breaches"
urlpatterns = [
    path("kegagalan-data/<slug:number>/", views.notice, name="notice"),
    path("meja/kegagalan-data/", views.desk, name="desk"),
    path("meja/kegagalan-data/catat/", views.form, name="form"),
    path("meja/kegagalan-data/catat/simpan/", views.note, name="note"),
    path("meja/kegagalan-data/<slug:number>/", views.breach, name="breach"),
    path("meja/kegagalan-data/<slug:number>/orang/", views.add_people, name="add_people"),
    path("meja/kegagalan-data/<slug:number>/beri-tahu/", views.tell_people, name="tell_people"),
    path("meja/kegagalan-data/<slug:number>/lembaga/", views.tell_authority, name="tell_authority"),
]
