"""Opens this room."""

from django.apps import AppConfig


class Alerts(AppConfig):
    name = "balaikota.information.alerts"
    label = "alerts"
