"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Books(AppConfig):
    name = "balaikota.enterprises.books"
    label = "books"

    def ready(self) -> None:
        from balaikota.enterprises.books import queries
        from balaikota.enterprises.register.contract import Evidence, Panel, evidence, panel
        from balaikota.foundation.offline.contract import send_later
        from balaikota.foundation.people.contract import Part, own_part

        send_later("/umkm/kas/", posts=("/umkm/kas/",), to="/umkm/kas/")
        panel(Panel("uang-bulan-ini", _("Uang bulan ini"), 20, "books/_panel.html", queries.panel))
        evidence(
            Evidence(
                "books.opened", _("Buku kas terpisah dari uang rumah"), queries.shown_opened,
                _("Buka buku kas usaha."), queries.book_url,
            )
        )  # fmt: skip
        evidence(
            Evidence(
                "books.three_months", _("Laporan keuangan tiga bulan"), queries.shown_three_months,
                _("Catat terus, lalu tutup bulan yang sudah lewat."), queries.book_url,
            )
        )  # fmt: skip
        evidence(
            Evidence(
                "books.orders", _("Sepuluh penjualan atau pembeli yang kembali"), queries.shown_orders,
                _("Catat setiap penjualan, dan nama pembelinya bila tahu."), queries.book_url,
            )
        )  # fmt: skip
        own_part(
            Part(
                "buku-kas", _("Buku kas usaha"), 46, queries.own_items,
                empty=_("Buku kas usaha Anda akan ada di sini."), pack=queries.pack,
            )
        )  # fmt: skip
