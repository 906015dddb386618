"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig


class Births(AppConfig):
    name = "balaikota.civil.births"
    label = "births"

    def ready(self) -> None:
        from balaikota.engine.cases import queries as cases
        from balaikota.foundation.documents import contract

        template = Path(__file__).parent / "typst" / "kutipan-akta-kelahiran.typ"
        # The number of the first kutipan is the number of the akta: AL/0001/DISDUKCAPIL/2026.
        contract.paper("kutipan-akta-kelahiran", template, cases.may_open, code="AL")
