"""Opens this room."""

from django.apps import AppConfig


class Webhooks(AppConfig):
    name = "balaikota.engine.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from balaikota.engine.partners import contract
        from balaikota.engine.webhooks import queries

        contract.operators_see("webhooks/_subscriptions.html", queries.panel)
