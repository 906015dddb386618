"""Opens this room."""

from django.apps import AppConfig


class Handling(AppConfig):
    name = "balaikota.complaints.handling"
    label = "handling"
