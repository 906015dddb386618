"""Opens this room."""

from django.apps import AppConfig


class Kit(AppConfig):
    name = "balaikota.kit"
    label = "kit"
