"""Opens this room."""

from django.apps import AppConfig


class Files(AppConfig):
    name = "balaikota.foundation.files"
    label = "files"
