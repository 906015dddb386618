"""/ekonomi/laporan.pdf"""

from django.urls import path

from balaikota.economy.bulletin import views

app_name = "bulletin"
urlpatterns = [path("ekonomi/laporan.pdf", views.paper, name="paper")]
