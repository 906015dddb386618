"""/pelatihan/tes/… for participants, /meja/pelatihan/… for the organiser."""

from django.urls import path

from balaikota.training.exams import views

app_name = "exams"
urlpatterns = [
    path("pelatihan/tes/<uuid:exam_id>/", views.exam, name="exam"),
    path("pelatihan/tes/<uuid:exam_id>/mulai/", views.begin, name="begin"),
    path("pelatihan/pengerjaan/<uuid:sitting_id>/", views.sitting, name="sitting"),
    path("pelatihan/pengerjaan/<uuid:sitting_id>/jawab/<uuid:question_id>/", views.answer, name="answer"),
    path("pelatihan/pengerjaan/<uuid:sitting_id>/kumpulkan/", views.submit, name="submit"),
    path("meja/pelatihan/kelas/<slug:number>/tes/", views.exams, name="exams"),
    path("meja/pelatihan/kelas/<slug:number>/tes/adakan/", views.set_exam, name="set_exam"),
    path("meja/pelatihan/tes/<uuid:exam_id>/butir/", views.analysis, name="analysis"),
]
