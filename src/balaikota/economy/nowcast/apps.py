"""Opens this room."""

from django.apps import AppConfig


class Nowcast(AppConfig):
    name = "balaikota.economy.nowcast"
    label = "nowcast"
