"""Opens this room."""

from django.apps import AppConfig


class Reports(AppConfig):
    name = "balaikota.complaints.reports"
    label = "reports"
