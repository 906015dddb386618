"""Opens this room."""

from django.apps import AppConfig


class Scorecard(AppConfig):
    name = "balaikota.economy.scorecard"
    label = "scorecard"
