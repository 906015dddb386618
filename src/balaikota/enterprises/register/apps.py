"""Opens this room."""

from django.apps import AppConfig


class Register(AppConfig):
    name = "balaikota.enterprises.register"
    label = "register"
