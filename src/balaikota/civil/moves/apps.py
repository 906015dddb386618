"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig

#: The kind of each paper, and the mark in its number: SKPWNI/0001/DISDUKCAPIL/2026.
PAPERS = {"skpwni": "SKPWNI", "skpln": "SKPLN", "surat-keterangan-datang": "SKD"}


class Moves(AppConfig):
    name = "balaikota.civil.moves"
    label = "moves"

    def ready(self) -> None:
        from balaikota.engine.cases import queries as cases
        from balaikota.engine.retention import contract as retention
        from balaikota.foundation.documents import contract

        template = Path(__file__).parents[1] / "deeds" / "typst" / "keterangan.typ"
        for kind, code in PAPERS.items():
            contract.paper(kind, template, cases.may_open, code=code)
        retention.kept("moves.perpindahan", "Pencatatan kepindahan", "UU 23/2006 pasal 15")
