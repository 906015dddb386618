"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig

TYPST = Path(__file__).parent / "typst"


class Marriages(AppConfig):
    name = "balaikota.civil.marriages"
    label = "marriages"

    def ready(self) -> None:
        from balaikota.civil.deeds import contract as deeds
        from balaikota.civil.deeds.models import Jenis
        from balaikota.civil.marriages import methods
        from balaikota.engine.cases.queries import may_open
        from balaikota.foundation.documents import contract

        # The number of the husband's first kutipan is the number of the akta: AK/0001/DISDUKCAPIL/2026.
        for kind, code in (("kutipan-akta-perkawinan", "AK"), ("kutipan-akta-perceraian", "AC")):
            template = TYPST / f"{kind}.typ"
            contract.paper(kind, template, may_open, code=code)
            contract.paper(f"{kind}-istri", template, may_open, code=f"{code}-II")
        blanks = {"nama_suami": "subjek1_nama", "nama_istri": "subjek2_nama"}
        deeds.keep(Jenis.PERKAWINAN, methods.kutipan_kawin, blanks)
        deeds.keep(Jenis.PERCERAIAN, methods.kutipan_cerai, blanks)
