"""Opens this room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Cases(AppConfig):
    name = "balaikota.engine.cases"
    label = "cases"

    def ready(self) -> None:
        autodiscover_modules("handlers")
