"""Opens this room."""

from django.apps import AppConfig


class Funnel(AppConfig):
    name = "balaikota.enterprises.funnel"
    label = "funnel"
