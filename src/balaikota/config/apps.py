"""Opens this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "balaikota.config"
    label = "config"

    def ready(self) -> None:
        from balaikota.config import checks  # noqa: F401 – registers itself
