"""Opens this room."""

from django.apps import AppConfig


class Documents(AppConfig):
    name = "balaikota.foundation.documents"
    label = "documents"

    def ready(self) -> None:
        from balaikota.foundation.documents.queries import may_open
        from balaikota.foundation.files.contract import guard

        guard("documents.letter", may_open)
