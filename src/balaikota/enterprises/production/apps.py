"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Production(AppConfig):
    name = "balaikota.enterprises.production"
    label = "production"

    def ready(self) -> None:
        from balaikota.enterprises.production import queries
        from balaikota.enterprises.register.contract import Evidence, Panel, evidence, panel

        panel(Panel("nilai-tambah", _("Biaya dan nilai tambah"), 25, "production/_panel.html", queries.panel))
        known, reckon = _("Biaya satu satuan (HPP) diketahui"), _("Hitung HPP satu produk.")
        evidence(Evidence("books.hpp", known, queries.shown_cost, reckon, queries.url))
        left, price = _("Harga jual di atas biayanya"), _("Hitung HPP, lalu tetapkan harganya.")
        evidence(Evidence("books.margin", left, queries.shown_margin, price, queries.url))
        better, measure = (
            _("Satu perbaikan yang terukur"),
            _("Catat perbaikan, dan tiga kali buat sebelum dan sesudahnya."),
        )
        for code in ("books.improvement", "coaching.improvement"):  # both names stand in published ladders
            evidence(Evidence(code, better, queries.shown_improvement, measure, queries.url))
