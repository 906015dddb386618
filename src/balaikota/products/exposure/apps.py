"""Opens this room."""

from django.apps import AppConfig


class Exposure(AppConfig):
    name = "balaikota.products.exposure"
    label = "exposure"
