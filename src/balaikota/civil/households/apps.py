"""Opens this room."""

from django.apps import AppConfig


class Households(AppConfig):
    name = "balaikota.civil.households"
    label = "households"
