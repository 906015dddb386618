"""/hak-data/ and, for the office that answers, /meja/hak-data/"""

from django.urls import path

from balaikota.engine.rights import views

app_name = "rights"
urlpatterns = [
    path("hak-data/", views.index, name="index"),
    path("hak-data/unduhan/", views.take_home, name="take_home"),
    path("hak-data/unduhan/minta/", views.ask_take_home, name="ask_take_home"),
    path("hak-data/unduhan/<uuid:id>/", views.take, name="take"),
    path("hak-data/permintaan/<slug:number>/", views.request, name="request"),
    path("hak-data/permintaan/<slug:number>/jawab/", views.answer, name="answer"),
    path("hak-data/permintaan/<slug:number>/cabut/", views.withdraw, name="withdraw"),
    path("hak-data/<slug:slug>/", views.form, name="form"),
    path("hak-data/<slug:slug>/ajukan/", views.ask, name="ask"),
    path("meja/hak-data/", views.desk, name="desk"),
]
