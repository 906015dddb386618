"""Opens this room."""

from django.apps import AppConfig


class Search(AppConfig):
    name = "balaikota.foundation.search"
    label = "search"
