"""Opens this room."""

from django.apps import AppConfig


class Documents(AppConfig):
    name = "balaikota.foundation.documents"
    label = "documents"
