"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig

#: The kind of each paper, and the mark in its number.
PAPERS = {
    "surat-keterangan-perubahan": "SKPD",
    "surat-keterangan-nik": "SKN",
    "surat-keterangan-cetak-ulang": "SKCU",
}


class Records(AppConfig):
    name = "balaikota.civil.records"
    label = "records"

    def ready(self) -> None:
        from balaikota.engine.cases import queries as cases
        from balaikota.foundation.documents import contract

        template = Path(__file__).parents[1] / "deeds" / "typst" / "keterangan.typ"
        for kind, code in PAPERS.items():
            contract.paper(kind, template, cases.may_open, code=code)
