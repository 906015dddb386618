"""Opens this room."""

from django.apps import AppConfig


class Index(AppConfig):
    name = "balaikota.innovation.index"
    label = "innovation_index"

    def ready(self) -> None:
        from balaikota.foundation.files.contract import guard
        from balaikota.innovation.index import queries

        guard("innovation_index.proof", queries.let_in)
