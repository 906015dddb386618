"""Opens this room."""

from django.apps import AppConfig


class Audit(AppConfig):
    name = "balaikota.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        from balaikota.foundation.audit.actions import record_disclosures
        from balaikota.foundation.audit.queries import request_of
        from balaikota.kit.http import record_disclosures_with
        from balaikota.kit.reactions import trace_with

        record_disclosures_with(record_disclosures)
        trace_with(request_of)
