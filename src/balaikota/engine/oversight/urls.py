"""/jejak/… for the auditor"""

from django.urls import path

from balaikota.engine.oversight import views

app_name = "oversight"
urlpatterns = [
    path("jejak/", views.index, name="index"),
    path("jejak/<uuid:id>/", views.reader, name="reader"),
    path("jejak/<uuid:id>/unduh/", views.sheet, name="sheet"),
]
