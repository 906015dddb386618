"""/ekonomi/prakiraan/"""

from django.urls import path

from balaikota.economy.nowcast import views

app_name = "nowcast"
urlpatterns = [path("ekonomi/prakiraan/", views.index, name="index")]
