"""/meja/ekonomi/…: figures are brought in."""

from django.urls import path

from balaikota.economy.workbooks import views

app_name = "workbooks"
urlpatterns = [
    path("meja/ekonomi/", views.desk, name="desk"),
    path("meja/ekonomi/<uuid:id>/", views.sheet, name="sheet"),
    path("meja/ekonomi/<uuid:id>/simpan/", views.keep, name="keep"),
]
