"""Opens this room."""

from django.apps import AppConfig


class Market(AppConfig):
    name = "balaikota.products.market"
    label = "market"
