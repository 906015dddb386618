"""Opens this room."""

from django.apps import AppConfig


class Offers(AppConfig):
    name = "balaikota.products.offers"
    label = "offers"
