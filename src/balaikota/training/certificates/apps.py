"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Certificates(AppConfig):
    name = "balaikota.training.certificates"
    label = "certificates"

    def ready(self) -> None:
        from balaikota.foundation.documents.contract import paper
        from balaikota.training.certificates import queries
        from balaikota.training.classes import contract

        template = Path(__file__).parent / "typst" / "sertifikat-pelatihan.typ"
        paper("sertifikat-pelatihan", template, queries.may_open, code="STTP")
        clinics = template.with_name("sertifikat-klinik-umkm.typ")
        paper("sertifikat-klinik-umkm", clinics, queries.may_open, code="SKU")
        contract.tab(_("Hasil dan sertifikat"), "certificates:results", 30)
        contract.offer(queries.offers)
