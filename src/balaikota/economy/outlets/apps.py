"""Opens this room."""

from django.apps import AppConfig


class Outlets(AppConfig):
    name = "balaikota.economy.outlets"
    label = "outlets"
