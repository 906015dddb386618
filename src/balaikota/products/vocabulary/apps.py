"""Opens this room."""

from django.apps import AppConfig


class Vocabulary(AppConfig):
    name = "balaikota.products.vocabulary"
    label = "vocabulary"
