"""/ekonomi/kinerja/"""

from django.urls import path

from balaikota.economy.scorecard import views

app_name = "scorecard"
urlpatterns = [path("ekonomi/kinerja/", views.index, name="index")]
