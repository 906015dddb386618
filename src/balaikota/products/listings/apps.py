"""Opens this room."""

from django.apps import AppConfig


class Listings(AppConfig):
    name = "balaikota.products.listings"
    label = "listings"
