"""Opens this room."""

from django.apps import AppConfig


class Workshop(AppConfig):
    name = "balaikota.engine.workshop"
    label = "workshop"
