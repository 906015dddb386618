"""Opens this room."""

from django.apps import AppConfig


class Rights(AppConfig):
    name = "balaikota.engine.rights"
    label = "rights"
