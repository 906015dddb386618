"""Opens this room."""

from django.apps import AppConfig


class Forwarding(AppConfig):
    name = "balaikota.complaints.forwarding"
    label = "forwarding"
