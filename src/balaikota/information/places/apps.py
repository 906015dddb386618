"""Opens this room."""

from django.apps import AppConfig


class Places(AppConfig):
    name = "balaikota.information.places"
    label = "places"
