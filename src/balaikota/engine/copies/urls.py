"""One's own copy of an application."""

from django.urls import path

from balaikota.engine.copies import views

app_name = "copies"
urlpatterns = [
    path("permohonan/<slug:number>/salinan/", views.copy, name="copy"),
]
