"""Opens this room."""

from django.apps import AppConfig


class Agenda(AppConfig):
    name = "balaikota.information.agenda"
    label = "agenda"
