"""Addresses of the lists a form fetches."""

from django.urls import path

from balaikota.engine.questions import views

app_name = "questions"
urlpatterns = [path("daftar-wilayah/<slug:level>/", views.below, name="below")]
