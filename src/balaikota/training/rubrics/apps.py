"""Opens this room."""

from django.apps import AppConfig


class Rubrics(AppConfig):
    name = "balaikota.training.rubrics"
    label = "rubrics"
