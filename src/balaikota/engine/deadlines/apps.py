"""Opens this room."""

from django.apps import AppConfig


class Deadlines(AppConfig):
    name = "balaikota.engine.deadlines"
    label = "deadlines"
