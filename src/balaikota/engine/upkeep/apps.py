"""Opens this room."""

from django.apps import AppConfig


class Upkeep(AppConfig):
    name = "balaikota.engine.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        from balaikota.engine.upkeep import queries
        from balaikota.foundation.notifications.contract import sent_by_law
        from balaikota.kit import replicas

        replicas.aged_by(queries.heartbeat_age)
        sent_by_law("upkeep")
