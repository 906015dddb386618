"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Orders(AppConfig):
    name = "balaikota.products.orders"
    label = "orders"

    def ready(self) -> None:
        from balaikota.engine.likeness.contract import follows_the_person
        from balaikota.enterprises.register.contract import Evidence, Panel, evidence, panel
        from balaikota.foundation.files.contract import guard
        from balaikota.foundation.notifications.contract import group
        from balaikota.foundation.people.contract import Part, own_part
        from balaikota.products.listings import contract as listings
        from balaikota.products.orders import queries

        guard("orders.shop", queries.may_see_qris)
        follows_the_person("orders.Order", "buyer", called=_("pesanan e-Katalog"))
        group("pesanan", _("Pesanan e-Katalog"), "orders", "reviews", "quotations")
        panel(Panel("pesanan", _("Pesanan e-Katalog"), 15, "orders/_panel.html", queries.panel))
        listings.part(listings.Part("pesan", "orders/_buy.html", queries.buying))
        own_part(
            Part(
                "pesanan", _("Pesanan e-Katalog"), 44, queries.own_items, url="/katalog/pesanan/",
                empty=_("Pesanan Anda kepada UMKM kota ini akan ada di sini."), pack=queries.pack,
            )
        )  # fmt: skip
        evidence(
            Evidence(
                "products.orders", _("Sepuluh pesanan e-Katalog atau pembeli yang kembali"), queries.shown_orders,
                _("Pasang produk di e-Katalog dan jawab setiap pesanan."), queries.desk_url,
            )
        )  # fmt: skip
