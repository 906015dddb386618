"""Opens this room."""

from django.apps import AppConfig


class Questions(AppConfig):
    name = "balaikota.engine.questions"
    label = "questions"
