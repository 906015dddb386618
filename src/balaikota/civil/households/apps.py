"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig


class Households(AppConfig):
    name = "balaikota.civil.households"
    label = "households"

    def ready(self) -> None:
        from balaikota.civil.households import queries
        from balaikota.engine.cases import queries as cases
        from balaikota.foundation.documents import contract

        typst = Path(__file__).parent / "typst"
        contract.paper("kartu-keluarga", typst / "kartu-keluarga.typ", queries.may_open_paper, code="KK")
        contract.paper("biodata-penduduk", typst / "biodata-penduduk.typ", cases.may_open, code="BIO")
