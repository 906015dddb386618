"""Opens this room."""

from django.apps import AppConfig


class Evidence(AppConfig):
    name = "balaikota.innovation.evidence"
    label = "evidence"

    def ready(self) -> None:
        from balaikota.foundation.audit import contract
        from balaikota.innovation.evidence import queries

        contract.borne_out_by(queries.broken_locks)
