"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig


class Attestations(AppConfig):
    name = "balaikota.enterprises.attestations"
    label = "attestations"

    def ready(self) -> None:
        from balaikota.enterprises.attestations import queries
        from balaikota.foundation.documents import contract

        folder = Path(__file__).parent / "typst"
        contract.paper(queries.CERTIFICATE, folder / "sertifikat-pembinaan.typ", queries.let_in, code="SPB")
        contract.paper(queries.RECOMMENDATION, folder / "rekomendasi-usaha.typ", queries.let_in, code="REK")
