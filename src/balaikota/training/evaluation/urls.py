"""Questionnaires of participants and superiors, the organiser's evaluation of a class, and the summary."""

from django.urls import path

from balaikota.training.evaluation import views

CLASS = "pelatihan/kelas/<slug:number>/evaluasi/"
DESK = "meja/pelatihan/kelas/<slug:number>/evaluasi/"

app_name = "evaluation"
urlpatterns = [
    path(CLASS, views.reaction, name="reaction"),
    path(f"{CLASS}kirim/", views.react, name="react"),
    path(f"{CLASS}sesi/<uuid:session_id>/kirim/", views.react_to_session, name="react_to_session"),
    path("pelatihan/perilaku/", views.asked, name="asked"),
    path("pelatihan/perilaku/<uuid:behaviour_id>/", views.behaviour, name="behaviour"),
    path("pelatihan/perilaku/<uuid:behaviour_id>/jawab/", views.answer, name="answer"),
    path(DESK, views.evaluation, name="evaluation"),
    path(f"{DESK}biaya/", views.plan_cost, name="plan_cost"),
    path("meja/pelatihan/biaya/<uuid:cost_id>/realisasi/", views.note_spent, name="note_spent"),
    path("meja/pelatihan/evaluasi/", views.summary, name="summary"),
]
