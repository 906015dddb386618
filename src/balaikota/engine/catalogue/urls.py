"""Addresses of this room."""

from django.urls import path

from balaikota.engine.catalogue import views

app_name = "catalogue"
urlpatterns = [path("layanan/<slug:slug>/", views.service, name="service")]
