"""Opens this room."""

from django.apps import AppConfig


class Kbli(AppConfig):
    name = "balaikota.enterprises.kbli"
    label = "kbli"
