"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig


class Workshop(AppConfig):
    name = "balaikota.engine.workshop"
    label = "workshop"

    def ready(self) -> None:
        from balaikota.engine.cases import queries as cases
        from balaikota.engine.workshop import handlers  # noqa: F401 - registers the handler
        from balaikota.engine.workshop.actions import PAPER
        from balaikota.foundation.documents import contract

        template = Path(__file__).parent / "typst" / "surat-layanan.typ"
        contract.paper(PAPER, template, cases.may_open, code="SL")
