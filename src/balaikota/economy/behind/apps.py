"""Opens this room."""

from django.apps import AppConfig


class Behind(AppConfig):
    name = "balaikota.economy.behind"
    label = "behind"
