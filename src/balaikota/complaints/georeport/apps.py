"""Opens this room."""

from django.apps import AppConfig


class Georeport(AppConfig):
    name = "balaikota.complaints.georeport"
    label = "georeport"
