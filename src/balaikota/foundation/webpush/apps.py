"""Opens this room."""

from django.apps import AppConfig


class Webpush(AppConfig):
    name = "balaikota.foundation.webpush"
    label = "webpush"
