"""Opens this room."""

from django.apps import AppConfig


class Cases(AppConfig):
    name = "balaikota.engine.cases"
    label = "cases"
