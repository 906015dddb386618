"""Opens this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "balaikota.config"
    label = "config"
