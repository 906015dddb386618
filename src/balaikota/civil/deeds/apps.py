"""Opens this room."""

from django.apps import AppConfig


class Deeds(AppConfig):
    name = "balaikota.civil.deeds"
    label = "deeds"
