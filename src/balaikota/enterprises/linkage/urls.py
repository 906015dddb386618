"""/umkm/ganda/…"""

from django.urls import path

from balaikota.enterprises.linkage import views

app_name = "linkage"
urlpatterns = [
    path("umkm/ganda/", views.index, name="index"),
    path("umkm/ganda/cari/", views.ask, name="ask"),
    path("umkm/ganda/<uuid:pk>/", views.pair, name="pair"),
    path("umkm/ganda/<uuid:pk>/berbeda/", views.set_apart, name="set_apart"),
    path("umkm/ganda/<uuid:pk>/gabung/", views.merge, name="merge"),
    path("umkm/ganda/<uuid:pk>/urungkan/", views.undo, name="undo"),
]
