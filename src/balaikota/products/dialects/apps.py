"""Opens this room."""

from django.apps import AppConfig


class Dialects(AppConfig):
    name = "balaikota.products.dialects"
    label = "dialects"
