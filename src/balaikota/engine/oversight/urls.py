"""/jejak/… for the auditor, and the heads of the chain for everybody"""

from django.urls import path

from balaikota.engine.oversight import views

app_name = "oversight"
urlpatterns = [
    path("jejak/", views.index, name="index"),
    path("jejak/kepala/", views.heads, name="heads"),
    path("jejak/<uuid:id>/", views.reader, name="reader"),
    path("jejak/<uuid:id>/unduh/", views.sheet, name="sheet"),
    path("terbuka/jejak.json", views.witness, name="witness"),
]
