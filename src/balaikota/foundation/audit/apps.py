"""Opens this room."""

from django.apps import AppConfig


class Audit(AppConfig):
    name = "balaikota.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        from balaikota.foundation.audit.actions import record_disclosures
        from balaikota.kit.http import record_disclosures_with

        record_disclosures_with(record_disclosures)
