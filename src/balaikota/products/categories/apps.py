"""Opens this room."""

from django.apps import AppConfig


class Categories(AppConfig):
    name = "balaikota.products.categories"
    label = "categories"
