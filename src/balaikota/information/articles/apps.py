"""Opens this room."""

from django.apps import AppConfig


class Articles(AppConfig):
    name = "balaikota.information.articles"
    label = "articles"
