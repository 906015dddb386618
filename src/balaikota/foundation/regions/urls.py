"""/wilayah/…"""

from django.urls import path

from balaikota.foundation.regions import api

app_name = "regions"
urlpatterns = [
    path("wilayah/kecamatan.geojson", api.districts, name="districts"),
    path("wilayah/di/", api.guess, name="guess"),
]
