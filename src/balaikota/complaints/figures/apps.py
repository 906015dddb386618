"""Opens this room."""

from django.apps import AppConfig


class Figures(AppConfig):
    name = "balaikota.complaints.figures"
    label = "figures"
