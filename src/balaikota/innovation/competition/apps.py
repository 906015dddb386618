"""Opens this room."""

from django.apps import AppConfig


class Competition(AppConfig):
    name = "balaikota.innovation.competition"
    label = "competition"
