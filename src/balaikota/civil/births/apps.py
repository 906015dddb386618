"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig


class Births(AppConfig):
    name = "balaikota.civil.births"
    label = "births"

    def ready(self) -> None:
        from balaikota.civil.births.actions import kutipan
        from balaikota.civil.deeds import contract as deeds
        from balaikota.civil.deeds.models import Jenis
        from balaikota.engine.cases import queries as cases
        from balaikota.foundation.documents import contract

        template = Path(__file__).parent / "typst" / "kutipan-akta-kelahiran.typ"
        # The number of the first kutipan is the number of the akta: AL/0001/DISDUKCAPIL/2026.
        contract.paper("kutipan-akta-kelahiran", template, cases.may_open, code="AL")
        for kind, mark in (("kutipan-akta-kelahiran-wna", "AL-WNA"), ("surat-keterangan-lahir-mati", "LM")):
            contract.paper(kind, template.with_name(f"{kind}.typ"), cases.may_open, code=mark)
        blanks = {
            "nama_subjek": "anak_nama",
            "tempat_lahir": "tempat_kelahiran",
            "tanggal_lahir": "tanggal_lahir",
            "pukul": "pukul",
            "jenis_kelamin": "anak_jenis_kelamin",
            "anak_ke": "anak_ke",
            "nama_ayah": "ayah_nama",
            "nama_ibu": "ibu_nama",
        }
        deeds.keep(Jenis.KELAHIRAN, kutipan, blanks)
