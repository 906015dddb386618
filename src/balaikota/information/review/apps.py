"""Opens this room."""

from django.apps import AppConfig


class Review(AppConfig):
    name = "balaikota.information.review"
    label = "review"
