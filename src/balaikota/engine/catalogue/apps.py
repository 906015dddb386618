"""Opens this room."""

from django.apps import AppConfig


class Catalogue(AppConfig):
    name = "balaikota.engine.catalogue"
    label = "catalogue"
