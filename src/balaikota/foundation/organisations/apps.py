"""Opens this room."""

from django.apps import AppConfig


class Organisations(AppConfig):
    name = "balaikota.foundation.organisations"
    label = "organisations"
