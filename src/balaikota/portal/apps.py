"""Opens this room."""

from django.apps import AppConfig


class Portal(AppConfig):
    name = "balaikota.portal"
    label = "portal"
