"""/jabatan/…"""

from django.urls import path

from balaikota.foundation.organisations import views

app_name = "organisations"
urlpatterns = [
    path("jabatan/", views.index, name="index"),
    path("jabatan/<slug:code>/", views.post, name="post"),
    path("jabatan/<slug:code>/angkat/", views.appoint, name="appoint"),
    path("jabatan/<slug:code>/akhiri/<int:id>/", views.end, name="end"),
]
