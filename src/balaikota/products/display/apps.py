"""Opens this room."""

from django.apps import AppConfig


class Display(AppConfig):
    name = "balaikota.products.display"
    label = "display"
