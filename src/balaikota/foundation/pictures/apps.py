"""Opens this room."""

from django.apps import AppConfig


class Pictures(AppConfig):
    name = "balaikota.foundation.pictures"
    label = "pictures"
