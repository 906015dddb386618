"""Opens this room."""

from django.apps import AppConfig


class Satisfaction(AppConfig):
    name = "balaikota.engine.satisfaction"
    label = "satisfaction"
