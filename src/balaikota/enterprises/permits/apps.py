"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Permits(AppConfig):
    name = "balaikota.enterprises.permits"
    label = "permits"

    def ready(self) -> None:
        from balaikota.enterprises.permits import methods, queries
        from balaikota.enterprises.register.contract import Evidence, Panel, evidence, panel

        panel(Panel("izin", _("Izin"), 30, "permits/_panel.html", queries.panel))
        for code, kind in methods.kinds().items():
            evidence(
                Evidence(
                    f"permit:{code}",
                    kind.name,
                    queries.shown(code),
                    _("Urus, lalu catat nomornya."),
                    queries.url,
                )
            )
        nib = _("NIB, sudah diperiksa")
        evidence(Evidence("permits.nib", nib, queries.shown("nib"), _("Catat NIB usaha."), queries.url))
        track, sort = _("Jalur izin tiap produk diketahui"), _("Pilih jenis tiap produk.")
        evidence(Evidence("permits.track", track, queries.shown_track, sort, queries.url))
        whole, rest = _("Semua izin yang diperlukan"), _("Lengkapi daftar izin.")
        evidence(Evidence("permits.complete", whole, queries.shown_complete, rest, queries.url))
