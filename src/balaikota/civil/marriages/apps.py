"""Opens this room."""

from django.apps import AppConfig


class Marriages(AppConfig):
    name = "balaikota.civil.marriages"
    label = "marriages"
