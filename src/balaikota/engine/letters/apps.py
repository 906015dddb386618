"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig


class Letters(AppConfig):
    name = "balaikota.engine.letters"
    label = "letters"

    def ready(self) -> None:
        from balaikota.engine.cases import queries as cases
        from balaikota.engine.letters.queries import PAPER
        from balaikota.foundation.documents import contract

        template = Path(__file__).parent / "typst" / "surat-layanan.typ"
        contract.paper(PAPER, template, cases.may_open, code="SL")
