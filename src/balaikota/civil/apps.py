"""Opens this room."""

from django.apps import AppConfig


class Civil(AppConfig):
    name = "balaikota.civil"
    label = "civil"
