"""Opens this room."""

from django.apps import AppConfig


class Library(AppConfig):
    name = "balaikota.innovation.library"
    label = "innovation_library"
