"""Opens this room."""

from django.apps import AppConfig


class Bps(AppConfig):
    name = "balaikota.economy.bps"
    label = "bps"
