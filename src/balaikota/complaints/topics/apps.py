"""Opens this room."""

from django.apps import AppConfig


class Topics(AppConfig):
    name = "balaikota.complaints.topics"
    label = "topics"
