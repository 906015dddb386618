"""Opens this room."""

from django.apps import AppConfig


class Copies(AppConfig):
    name = "balaikota.engine.copies"
    label = "copies"
