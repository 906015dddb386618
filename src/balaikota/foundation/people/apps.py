"""Opens this room."""

from django.apps import AppConfig


class People(AppConfig):
    name = "balaikota.foundation.people"
    label = "people"
