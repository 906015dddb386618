"""Opens this room."""

from django.apps import AppConfig


class Cards(AppConfig):
    name = "balaikota.civil.cards"
    label = "cards"
