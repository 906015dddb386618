"""Goods from products, in a constant number of queries for each five hundred; and how fresh what we tell is."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Max, QuerySet, Sum
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.pictures import methods as pictures
from balaikota.foundation.regions import queries as regions
from balaikota.kit import prose
from balaikota.kit.errors import found
from balaikota.kit.sitemap import Place
from balaikota.products.categories import queries as categories
from balaikota.products.feeds import methods
from balaikota.products.feeds.methods import Good, Kind, Kindred, Picture, Seller
from balaikota.products.listings import queries as listings
from balaikota.products.listings.models import Product

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

CHUNK = 500
#: What the API gives at most at once.
MOST = 100
_FIELDS = ("sku", "name", "description", "basis", "price", "price_to", "wholesale", "unit", "net_amount", "net_unit",
           "weight_g",
           "length_mm", "width_mm", "height_mm", "least_order", "availability", "stock", "lead_days", "materials",
           "shelf_life_days",
           "storage", "halal", "tkdn_pct", "brand", "gtin", "is_own_make", "deliveries", "link", "allergens")  # fmt: skip


def address(path: str) -> str:
    return str(settings.ADDRESS).rstrip("/") + path


def city() -> str:
    return regions.city().name


def seller_address(number: str) -> str:
    """The seller's own page; where that room is not open, the page of the catalogue itself."""
    try:
        return address(reverse("showcase:seller", args=[number]))
    except NoReverseMatch:
        return address("/katalog/")


def shown(number: str = "") -> QuerySet[Product]:
    """What everybody may see: of the whole city, or of one seller."""
    rows = listings.published()
    return rows.filter(enterprise__number=number) if number else rows


def seller(number: str) -> Enterprise:
    """A seller who has something on the shelf; another is a 404."""
    row = shown(number).first()
    return found(row.enterprise if row else None)


def goods_of(rows: QuerySet[Product]) -> Iterator[Good]:
    """Every one of these products, in the order of their keys, five hundred at a time."""
    last: Any = None
    while True:
        part = rows.order_by("pk") if last is None else rows.order_by("pk").filter(pk__gt=last)
        chunk = list(part.prefetch_related("variants")[:CHUNK])
        yield from goods(chunk)
        if len(chunk) < CHUNK:
            return
        last = chunk[-1].pk


def goods(products: Sequence[Product], *, proposed: dict[Any, dict[str, Any]] | None = None) -> list[Good]:
    """These products as goods, in their order. `proposed`: what their seller says now and an officer has not seen yet."""
    photos = listings.pictures(products)
    return [_good(each, photos.get(each.pk, []), (proposed or {}).get(each.pk, {})) for each in products]


def _good(product: Product, photos: Iterable[Any], proposed: dict[str, Any]) -> Good:
    firm = product.enterprise
    kecamatan = firm.kelurahan.parent.name if firm.kelurahan and firm.kelurahan.parent else ""
    kind = product.category
    return Good(
        code=product.code,
        url=address(product.get_absolute_url()),
        category=Kindred(kind.code, kind.name, kind.parent.name if kind.parent else "", kind.google_id),
        seller=Seller(firm.name, firm.number, seller_address(firm.number), kecamatan),
        fields={name: proposed.get(name, getattr(product, name)) for name in _FIELDS},
        is_published=product.state == "published",
        changed_at=product.changed_at,
        photos=tuple(_picture(each) for each in photos),
        kinds=tuple(
            Kind(each.pk, tuple((str(axis), str(value)) for axis, value in each.options), each.sku, each.gtin,
                 each.price, each.stock, each.weight_g)
            for each in product.variants.all() if each.is_offered
        ),
    )  # fmt: skip


def _picture(picture: Any) -> Picture:
    width = max(pictures.widths(picture.width))
    url = address(reverse("pictures:show", args=[picture.pk, width, "jpg"]))
    size = (picture.width, picture.height)
    return Picture(url, min(width, picture.width), pictures.height_at(width, size))


# --- feeds ----------------------------------------------------------------------------------------


def version(number: str = "") -> str:
    """Changes when anything on the shelf does, its stock too, and every day. Two cheap queries."""
    rows = shown(number)
    said = rows.aggregate(n=Count("pk"), at=Max("changed_at"), seen=Max("published_at"), stock=Sum("stock"))
    kinds = rows.aggregate(stock=Sum("variants__stock"))
    marks = [number, *said.values(), *kinds.values(), timezone.localdate(), settings.ADDRESS]
    return hashlib.sha256("|".join(map(str, marks)).encode()).hexdigest()[:24]


def google_rows(number: str = "") -> Iterator[dict[str, str]]:
    return (row for good in goods_of(shown(number)) for row in methods.google_rows(good))


def meta_rows(number: str = "") -> Iterator[dict[str, str]]:
    return (row for good in goods_of(shown(number)) for row in methods.meta_rows(good))


def left_out(number: str = "") -> int:
    """How many on the shelf no feed takes: without a photo, or without a price."""
    rows = shown(number)
    return (listings.without_photo(rows) | rows.filter(price=None)).distinct().count()


# --- a page's head, the sitemap -------------------------------------------------------------------


def schema_part(product: Product, viewer: "Person | None") -> dict[str, Any] | None:
    """schema.org facts, for a product that everybody sees."""
    if not listings.is_shown(product):
        return None
    return {"schema": prose.in_a_script(methods.schema(goods([product])[0]))}


def shown_count() -> int:
    return shown().count()


def places(start: int, stop: int) -> list[Place]:
    rows = shown().order_by("pk").values_list("code", "changed_at")[start:stop]
    return [Place(reverse("listings:product", args=[code]), changed) for code, changed in rows]


# --- the API --------------------------------------------------------------------------------------


def page_of_goods(*, kind: str, place: str, number: str, after: str, most: int) -> tuple[list[Good], str]:
    """Goods in the order of their codes, and the code after which the next page begins; empty at the end."""
    rows = shown(number).order_by("code")
    if kind:
        row = found(categories.category(kind))
        rows = rows.filter(category=row) if row.parent else rows.filter(category__parent=row)
    if place:
        rows = rows.filter(enterprise__kelurahan__parent__code=place)
    if after:
        rows = rows.filter(code__gt=after)
    chunk = list(rows.prefetch_related("variants")[: most + 1])
    return goods(chunk[:most]), chunk[most - 1].code if len(chunk) > most else ""


def one_good(code: str) -> Good:
    return goods([found(shown().filter(code=code).prefetch_related("variants").first())])[0]


def tree() -> list[dict[str, Any]]:
    return [
        {"code": row.code, "name": row.name, "slug": row.slug, "children": [
            {"code": each.code, "name": each.name, "slug": each.slug, "google_id": each.google_id}
            for each in row.children.all()]}
        for row in categories.tree()
    ]  # fmt: skip


def told_seller(number: str) -> dict[str, Any]:
    """A seller on the shelf: what their public page says too."""
    firm = seller(number)
    kecamatan = firm.kelurahan.parent.name if firm.kelurahan and firm.kelurahan.parent else ""
    return {"number": firm.number, "name": firm.name, "url": seller_address(firm.number), "kecamatan": kecamatan,
            "products": shown(number).count()}  # fmt: skip
