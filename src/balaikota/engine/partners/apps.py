"""Opens this room."""

from django.apps import AppConfig


class Partners(AppConfig):
    name = "balaikota.engine.partners"
    label = "partners"
