"""Opens this room."""

from django.apps import AppConfig


class EnterpriseFigures(AppConfig):
    name = "balaikota.enterprises.figures"
    label = "enterprise_figures"  # complaints have their figures too
