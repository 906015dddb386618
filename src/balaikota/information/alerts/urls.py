"""/darurat/, /peringatan/…, and the desks of both under /meja/."""

from django.urls import path

from balaikota.information.alerts import views

app_name = "alerts"
urlpatterns = [
    path("darurat/", views.emergency, name="emergency"),
    path("darurat/kabari/", views.listen, name="listen"),
    path("darurat/berhenti/", views.stop_listening, name="stop_listening"),
    path("peringatan/", views.history, name="history"),
    path("peringatan/<uuid:id>/", views.alert, name="alert"),
    path("meja/peringatan/", views.desk, name="desk"),
    path("meja/peringatan/keluarkan/", views.raise_alert, name="raise_alert"),
    path("meja/peringatan/<uuid:id>/", views.revising, name="revising"),
    path("meja/peringatan/<uuid:id>/simpan/", views.revise, name="revise"),
    path("meja/peringatan/<uuid:id>/akhiri/", views.end, name="end"),
    path("meja/darurat/", views.numbers, name="numbers"),
    path("meja/darurat/baru/", views.adding_number, name="adding_number"),
    path("meja/darurat/baru/simpan/", views.add_number, name="add_number"),
    path("meja/darurat/<slug:code>/", views.changing_number, name="changing_number"),
    path("meja/darurat/<slug:code>/simpan/", views.change_number, name="change_number"),
    path("meja/darurat/<slug:code>/hapus/", views.remove_number, name="remove_number"),
]
