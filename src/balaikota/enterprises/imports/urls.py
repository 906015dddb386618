"""/umkm/impor/…"""

from django.urls import path

from balaikota.enterprises.imports import views

app_name = "imports"
urlpatterns = [
    path("umkm/impor/", views.index, name="index"),
    path("umkm/impor/<uuid:pk>/", views.one, name="one"),
    path("umkm/impor/<uuid:pk>/kolom/", views.map_columns, name="map_columns"),
    path("umkm/impor/<uuid:pk>/masukkan/", views.begin, name="begin"),
    path("umkm/impor/<uuid:pk>/batalkan/", views.undo, name="undo"),
    path("umkm/impor/<uuid:pk>/alasan.xlsx", views.reasons, name="reasons"),
]
