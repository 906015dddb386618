"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig


class Children(AppConfig):
    name = "balaikota.civil.children"
    label = "children"

    def ready(self) -> None:
        from balaikota.civil.children.actions import kutipan
        from balaikota.civil.deeds import contract as deeds
        from balaikota.civil.deeds.models import Jenis
        from balaikota.engine.cases import queries as cases
        from balaikota.foundation.documents import contract

        blanks = {
            "nama_subjek": "subjek1_nama",
            "nama_ayah": "ayah_kandung_nama",
            "nama_ibu": "ibu_kandung_nama",
        }
        template = Path(__file__).parent / "typst" / "kutipan-akta-anak.typ"
        for jenis, code in ((Jenis.PENGAKUAN_ANAK, "AP"), (Jenis.PENGESAHAN_ANAK, "AS")):
            kind = f"kutipan-akta-{jenis.value.replace('_', '-')}"
            contract.paper(kind, template, cases.may_open, code=code)
            deeds.keep(jenis, kutipan, blanks)
