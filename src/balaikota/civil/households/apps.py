"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig


class Households(AppConfig):
    name = "balaikota.civil.households"
    label = "households"

    def ready(self) -> None:
        from balaikota.civil.households import queries
        from balaikota.engine.cases import queries as cases
        from balaikota.engine.retention import contract as retention
        from balaikota.foundation.documents import contract

        typst = Path(__file__).parent / "typst"
        contract.paper("kartu-keluarga", typst / "kartu-keluarga.typ", queries.may_open_paper, code="KK")
        contract.paper("biodata-penduduk", typst / "biodata-penduduk.typ", cases.may_open, code="BIO")
        retention.kept("households.biodata", "Biodata penduduk", "UU 23/2006 pasal 58 dan 61")
        retention.kept("households.versikk", "Kartu Keluarga yang pernah terbit", "UU 23/2006 pasal 61")
        retention.still_worked_on(queries.waits_for_number)
