"""Addresses of this room."""

from django.urls import path

from balaikota.foundation.pictures import views

app_name = "pictures"
urlpatterns = [path("gambar/<uuid:picture_id>/<int:width>.<slug:ending>", views.show, name="show")]
