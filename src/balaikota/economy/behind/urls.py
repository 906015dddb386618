"""/ekonomi/sektor/<slug>/"""

from django.urls import path

from balaikota.economy.behind import views

app_name = "behind"
urlpatterns = [path("ekonomi/sektor/<slug:slug>/", views.industry, name="industry")]
