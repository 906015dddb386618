"""/inovasi/indeks/…"""

from django.urls import path

from balaikota.innovation.index import views
from balaikota.kit.http import either

app_name = "index"
urlpatterns = [
    path("inovasi/indeks/", views.city, name="city"),
    path("meja/inovasi/indeks/", views.desk, name="desk"),
    path("meja/inovasi/indeks/<int:pk>/", views.verify, name="verify"),
    path("inovasi/<slug:number>/indeks/", views.claims, name="claims"),
    path("inovasi/<slug:number>/indeks/bukti.zip", views.pack, name="pack"),
    path("inovasi/<slug:number>/indeks/<slug:key>/", either(views.indicator, views.claim), name="claim"),
]
