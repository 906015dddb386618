"""The front door's addresses."""

from django.urls import path

from balaikota.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("cari/", views.search, name="search"),
    path("peristiwa/<slug:slug>/", views.life_event, name="life_event"),
    path("layanan/", views.services, name="services"),
    path("permohonan/", views.mine, name="mine"),
    path("rumah-saya/", views.my_home, name="my_home"),
    path("tentang/", views.about, name="about"),
    path("bahasa/", views.language, name="language"),
    path("tampilan/", views.theme, name="theme"),
    path("kit/", views.gallery, name="gallery"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
