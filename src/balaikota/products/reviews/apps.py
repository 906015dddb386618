"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Reviews(AppConfig):
    name = "balaikota.products.reviews"
    label = "reviews"

    def ready(self) -> None:
        from balaikota.engine.likeness.contract import follows_the_person
        from balaikota.enterprises.register import contract as register
        from balaikota.foundation.people.contract import Part, own_part
        from balaikota.products.listings import contract as listings
        from balaikota.products.orders import contract as orders
        from balaikota.products.reviews import queries, rules

        follows_the_person("reviews.Review", "buyer", called=_("ulasan e-Katalog"))
        none = _("Ulasan Anda tentang barang yang Anda terima akan ada di sini.")
        own_part(Part("ulasan", _("Ulasan saya"), 45, queries.own_items, empty=none, pack=queries.pack))
        orders.piece(orders.Piece("ulasan", "reviews/_order.html", queries.on_order))
        listings.part(
            listings.Part(
                "ulasan", "reviews/_product.html", queries.on_product, where=listings.BELOW, place=20
            )
        )
        register.tool(register.Tool("/katalog/petugas/ulasan/", _("Ulasan"), rules.may_moderate))
