"""Addresses of businesses."""

from django.urls import path

from balaikota.enterprises.register import views

app_name = "register"

urlpatterns = [
    path("umkm/<slug:number>/", views.enterprise, name="enterprise"),
]
