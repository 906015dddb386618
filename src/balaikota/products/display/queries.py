"""Products as their cards need them, and when something has changed."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from balaikota.enterprises.permits.rules import is_in_force
from balaikota.foundation.lexicon.methods import lexicon
from balaikota.foundation.pictures import methods as pictures
from balaikota.kit import prepared
from balaikota.products.display import methods
from balaikota.products.display.methods import Facts
from balaikota.products.display.models import Card, Pulse
from balaikota.products.listings import queries as listings
from balaikota.products.listings.contract import Drawn
from balaikota.products.listings.models import Product


def offered(ids: Iterable[Any] = ()) -> QuerySet[Product]:
    """What has a card: published products of running sellers, with everything a card needs."""
    rows = listings.published().prefetch_related("ware__permits", "enterprise__permits")
    far = ("enterprise__kelurahan__outline", "enterprise__kelurahan__parent__outline", "origin__outline")
    keys = list(ids)
    return rows.defer(*far).filter(pk__in=keys) if keys else rows.defer(*far)


def offered_by(seller_id: Any) -> QuerySet[Product]:
    return offered().filter(enterprise_id=seller_id)


def facts_of(products: Sequence[Product]) -> list[tuple[Product, Facts, date | None]]:
    """What is shown of each, and the day on which a permit that is shown ends. One query for all their pictures."""
    photos, today = listings.pictures(products), timezone.localdate()
    return [_told(each, photos.get(each.pk, []), today) for each in products]


def _told(product: Product, photos: Sequence[Any], today: date) -> tuple[Product, Facts, date | None]:
    seller, place = product.enterprise, product.enterprise.kelurahan
    held = [each for each in seller.permits.all() if each.ware_id is None]
    held += list(product.ware.permits.all()) if product.ware else []
    held = [each for each in held if each.kind in methods.PERMITS and is_in_force(each, today)]
    kinds = {each.kind for each in held} | ({"tkdn"} if product.tkdn_pct else set())
    parent = product.category.parent
    district = place.parent if place else None
    facts = Facts(
        code=product.code,
        url=product.get_absolute_url(),
        title=product.name,
        seller=seller.pk,
        seller_name=seller.name,
        category=product.category_id,
        category_name=product.category.name,
        parent=parent.code if parent else "",
        district=district.code if district else "",
        district_name=district.name if district else "",
        kelurahan=place.code if place else "",
        kelurahan_name=place.name if place else "",
        description=f"{product.description} {product.materials}",
        brand=product.brand,
        basis=product.basis,
        price=product.price,
        price_to=product.price_to,
        unit=product.unit,
        availability=product.availability,
        permits=tuple(code for code in methods.PERMITS if code in kinds),
        deliveries=tuple(product.deliveries),
        picture=_address(photos[0]) if photos else "",
        is_sample=product.is_sample,
    )
    return product, facts, min((each.expires_on for each in held if each.expires_on), default=None)


def _address(photo: Any) -> str:
    width = pictures.widths(photo.width)[0]
    return reverse("pictures:show", args=[photo.pk, width, "webp"])


#: A product that is taken off the shelf, or whose seller stops, has no face from that moment on.
FACE = prepared.Texts("""select f.title, f.head, f.body from listings_product p
    join register_enterprise e on e.id = p.enterprise_id
    join display_face f on f.product_id = p.id
    where p.code = %s::text and p.state = 'published' and e.stage = 'running' and e.merged_into_id is null
        and f.language = %s::text and f.changed_at = p.changed_at
        and f.release = %s::text and f.until >= %s::text::date""")


def release() -> str:
    """What pages are drawn with by this city hall now."""
    return methods.release(settings.ADDRESS)


def face(code: str, language: str) -> Drawn | None:
    """The product's page as it was drawn and would be drawn now. One statement; nothing when it is to be drawn."""
    found = FACE(code, language, release(), str(timezone.localdate()))
    if not found:
        return None
    title, head, body = found[0]  # the title is plain text; our own templates drew the others
    return Drawn(title, mark_safe(head), mark_safe(body))


def sellers_with(permit: int) -> list[uuid.UUID]:
    """Sellers in the catalogue to whom this permit was told."""
    return list(Card.objects.filter(seller__permits=permit).values_list("seller_id", flat=True).distinct())


def sellers_judged(verdict: int) -> list[uuid.UUID]:
    """The seller of whose ware this verdict on a permit speaks."""
    return list(
        Card.objects.filter(seller__wares__verdicts=verdict).values_list("seller_id", flat=True).distinct()
    )


def sellers_numbered(number: str) -> list[uuid.UUID]:
    return list(Card.objects.filter(seller__number=number).values_list("seller_id", flat=True).distinct())


def pulse() -> int:
    """Grows when a card changes; asked once a second, however many come."""
    return int(caches["near"].get_or_set("display:pulse", _pulse, 1) or 0)


def _pulse() -> int:
    return Pulse.objects.values_list("number", flat=True).first() or 0


def is_current() -> bool:
    """Were the cards made with the lexicon of this release?"""
    return Pulse.objects.filter(lexicon=lexicon().checksum).exists()


def complete() -> list[tuple[uuid.UUID, str, str, int]]:
    """Every seller with a complete product: id, name, number, and how many."""
    rows = Card.objects.filter(is_complete=True).values("seller", "seller__name", "seller__number")
    return list(rows.annotate(n=Count("pk")).values_list("seller", "seller__name", "seller__number", "n"))
