"""Opens this room."""

from django.apps import AppConfig


class Mirrors(AppConfig):
    name = "balaikota.products.mirrors"
    label = "mirrors"
