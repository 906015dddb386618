"""Opens this room."""

from django.apps import AppConfig


class Offline(AppConfig):
    name = "balaikota.foundation.offline"
    label = "offline"
