"""Addresses of this room."""

from django.urls import path

from balaikota.foundation.files import views

app_name = "files"
urlpatterns = [path("berkas/<uuid:file_id>/", views.open, name="open")]
