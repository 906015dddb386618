"""Opens this room."""

from django.apps import AppConfig


class Statistics(AppConfig):
    name = "balaikota.foundation.statistics"
    label = "statistics"
