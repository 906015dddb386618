"""Opens this room."""

from django.apps import AppConfig


class Regions(AppConfig):
    name = "balaikota.foundation.regions"
    label = "regions"
