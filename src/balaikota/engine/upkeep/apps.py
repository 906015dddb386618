"""Opens this room."""

from django.apps import AppConfig


class Upkeep(AppConfig):
    name = "balaikota.engine.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        from balaikota.foundation.notifications.contract import sent_by_law

        sent_by_law("upkeep")
