"""/pelatihan/kurikulum/…"""

from django.urls import path

from balaikota.training.courses import views

app_name = "courses"
urlpatterns = [
    path("pelatihan/kurikulum/", views.index, name="index"),
    path("pelatihan/kurikulum/<slug:code>/", views.course, name="course"),
    path("pelatihan/kurikulum/<slug:code>/sunting/", views.edit, name="edit"),
    path("pelatihan/kurikulum/<slug:code>/versi/", views.revise, name="revise"),
]
