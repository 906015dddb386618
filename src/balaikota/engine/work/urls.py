"""/meja/ and what officers do beside a case."""

from django.urls import path

from balaikota.engine.work import views

app_name = "work"
urlpatterns = [
    path("meja/", views.desk, name="desk"),
    path("meja/cari/", views.search, name="search"),
    path("meja/serentak/", views.many, name="many"),
    path("meja/serentak/<uuid:id>/", views.bulk, name="bulk"),
    path("meja/serentak/<uuid:id>/urungkan/", views.undo, name="undo"),
    path("meja/saringan/", views.save_filter, name="save_filter"),
    path("meja/saringan/<int:id>/hapus/", views.forget_filter, name="forget_filter"),
    path("permohonan/<slug:number>/serahkan/", views.hand_over, name="hand_over"),
    path("permohonan/<slug:number>/catatan/", views.write_note, name="write_note"),
    path("permohonan/<slug:number>/berkas/<uuid:file_id>/nilai/", views.judge, name="judge"),
]
