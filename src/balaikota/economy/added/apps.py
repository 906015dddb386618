"""Opens this room."""

from django.apps import AppConfig


class Added(AppConfig):
    name = "balaikota.economy.added"
    label = "added"
