"""/perubahan/…"""

from django.urls import path

from balaikota.engine.carryover import views

app_name = "carryover"
urlpatterns = [
    path("perubahan/<uuid:id>/", views.difference, name="difference"),
    path("perubahan/<uuid:id>/terima/", views.accept, name="accept"),
    path("perubahan/<uuid:id>/tetap/", views.keep, name="keep"),
]
