"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig


class Deaths(AppConfig):
    name = "balaikota.civil.deaths"
    label = "deaths"

    def ready(self) -> None:
        from balaikota.civil.deaths import methods, queries
        from balaikota.civil.deeds import contract as deeds
        from balaikota.civil.deeds.models import Jenis
        from balaikota.engine.cases import contract as cases
        from balaikota.engine.cases.queries import may_open
        from balaikota.foundation.documents import contract

        template = Path(__file__).parent / "typst" / "kutipan-akta-kematian.typ"
        # The number of the first kutipan is the number of the akta: AM/0001/DISDUKCAPIL/2026.
        contract.paper("kutipan-akta-kematian", template, may_open, code="AM")
        blanks = {
            "nama_subjek": "almarhum_nama",
            "tempat_lahir": "almarhum_tempat_lahir",
            "tanggal_lahir": "almarhum_tanggal_lahir",
            "jenis_kelamin": "almarhum_jenis_kelamin",
            "nama_ayah": "ayah_nama",
            "nama_ibu": "ibu_nama",
        }
        deeds.keep(Jenis.KEMATIAN, methods.kutipan, blanks)
        cases.held_back_by(queries.closed_niks)
