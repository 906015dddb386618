"""Opens this room."""

from django.apps import AppConfig


class Notifications(AppConfig):
    name = "balaikota.foundation.notifications"
    label = "notifications"
