"""Opens this room."""

from django.apps import AppConfig


class Kit(AppConfig):
    name = "balaikota.kit"
    label = "kit"

    def ready(self) -> None:
        """After each request Django asks every cache to close; ours have nothing to close."""
        from django.core.cache import close_caches
        from django.core.signals import request_finished

        request_finished.disconnect(close_caches)
