"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig

#: The kind of each paper, and the mark in its number.
PAPERS = {"sktt": "SKTT", "surat-pindah-orang-asing": "SKPOA"}


class Foreigners(AppConfig):
    name = "balaikota.civil.foreigners"
    label = "foreigners"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from balaikota.engine.cases import queries as cases
        from balaikota.engine.likeness.contract import follows_the_person
        from balaikota.engine.retention import contract as retention
        from balaikota.foundation.documents import contract

        template = Path(__file__).parents[1] / "deeds" / "typst" / "keterangan.typ"
        for kind, code in PAPERS.items():
            contract.paper(kind, template, cases.may_open, code=code)
        follows_the_person("foreigners.IzinTinggal", "person", called=_("izin tinggal"))
        follows_the_person("foreigners.KepindahanOA", "person", called=_("kepindahan orang asing"))
        retention.kept("foreigners.izintinggal", "Penduduk orang asing", "UU 24/2013 pasal 63")
        retention.kept("foreigners.kepindahanoa", "Kepindahan orang asing", "UU 23/2006 pasal 15")
