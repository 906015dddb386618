"""Every read of products that leaves the room."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.permits import methods as permit_rules
from balaikota.enterprises.permits import queries as held_permits
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise, Stage, Ware
from balaikota.foundation.pictures.models import Picture
from balaikota.kit.errors import found
from balaikota.products.categories import methods as kinds
from balaikota.products.listings import contract, methods, rules
from balaikota.products.listings.contract import Drawn
from balaikota.products.listings.methods import Bar
from balaikota.products.listings.models import Check, Delivery, Photo, Product, State, Variant

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

RUNNING = Q(enterprise__stage=Stage.RUNNING, enterprise__merged_into=None)


def _whole() -> QuerySet[Product]:
    return Product.objects.select_related(
        "enterprise__kelurahan__parent", "category__parent", "origin", "ware"
    )


def published() -> QuerySet[Product]:
    """What buyers see: published products of sellers that are running."""
    return _whole().filter(RUNNING, state=State.PUBLISHED)


def is_shown(product: Product) -> bool:
    seller = product.enterprise
    return (
        product.state == State.PUBLISHED and seller.stage == Stage.RUNNING and seller.merged_into_id is None
    )


def product(code: str, *, viewer: "Person | None") -> Product:
    """A published one for everybody; another for its seller and for officers; else a 404."""
    row = found(_whole().filter(code=code).first())
    if is_shown(row) or (viewer is not None and may_open(row, viewer)):
        return row
    raise Http404


def may_open(product: Product, viewer: "Person") -> bool:
    known = viewer.is_authenticated
    return known and (rules.is_checker(viewer) or businesses.owns(viewer, product.enterprise))


def of_seller(enterprise: Enterprise) -> QuerySet[Product]:
    """Everything a business has put in, whatever its state, newest first."""
    return _whole().filter(enterprise=enterprise).order_by("-created_at", "-pk")


def own(code: str, *, viewer: "Person") -> Product:
    """A product of one of the viewer's own businesses; anybody else's is a 404, to officers too."""
    return found(_whole().filter(code=code, enterprise__in=businesses.owned_by(viewer)).first())


def by_sku(enterprise: Enterprise, sku: str) -> Product | Variant | None:
    """Within one seller only: whatever a file says, no SKU reaches another's products."""
    if not sku:
        return None
    row = _whole().filter(enterprise=enterprise, sku=sku).first()
    variants = Variant.objects.filter(product__enterprise=enterprise, sku=sku).select_related("product")
    return row or variants.first()


def by_key(key: Any) -> Product | None:
    return _whole().filter(pk=key).first()


def free_code() -> str:
    """One that no product has yet."""
    code = methods.draw_code()
    while Product.objects.filter(code=code).exists():
        code = methods.draw_code()
    return code


def locked(product: Product) -> Product:
    return (
        Product.objects.select_for_update(no_key=True, of=("self",))
        .select_related("enterprise", "category", "ware")
        .get(pk=product.pk)
    )


def locked_check(check: Check) -> Check:
    return Check.objects.select_for_update(no_key=True).get(pk=check.pk)


def locked_variant(variant: Variant) -> Variant:
    return Variant.objects.select_for_update(no_key=True).get(pk=variant.pk)


def stock_of(product: Product, variant: Variant | None = None) -> int | None:
    """How many there are; None when they are not counted."""
    return variant.stock if variant is not None and variant.stock is not None else product.stock


# --- photos ---------------------------------------------------------------------------------------


def pictures(products: Iterable[Product]) -> dict[Any, list[Picture]]:
    """The pictures of many products by the product's key, in their order; each has a `crop` (see Photo). One query."""
    grouped: dict[Any, list[Picture]] = defaultdict(list)
    rows = list(products)
    are_at_hand = all("photos" in getattr(each, "_prefetched_objects_cache", {}) for each in rows)
    for photo in (one for each in rows for one in each.photos.all()) if are_at_hand else photos_of(rows):
        setattr(photo.picture, "crop", photo.crop)  # noqa: B010 - a card needs both, and a picture knows no crops
        grouped[photo.product_id].append(photo.picture)
    return dict(grouped)


def photos_of(products: Iterable[Product]) -> QuerySet[Photo]:
    return _photos().filter(product__in=list(products))


def _photos() -> QuerySet[Photo]:
    return Photo.objects.select_related("picture__file").order_by("product", "place", "pk")


def sees_picture(person: "Person", about_id: str) -> bool:
    """The guard of a photo that is not public: its seller, and officers."""
    row = _whole().filter(pk=about_id).first()
    return row is not None and may_open(row, person)


# --- checks ---------------------------------------------------------------------------------------


def open_check(product: Product) -> Check | None:
    return Check.objects.filter(product=product, closed_at=None).first()


def last_check(product: Product) -> Check | None:
    """The newest that was closed."""
    return Check.objects.filter(product=product).exclude(closed_at=None).order_by("-closed_at", "-pk").first()


def was_right(product: Product) -> bool:
    """An officer has found it right at some time."""
    return Check.objects.filter(product=product, is_right=True).exists()


def waiting(product: Product) -> dict[str, Any]:
    """Values the seller proposed that wait for an officer, as JSON, by field. Buyers see the old ones."""
    check = open_check(product)
    return dict(check.proposed) if check else {}


def to_check() -> QuerySet[Check]:
    """Open checks, the oldest first."""
    rows = Check.objects.filter(closed_at=None).select_related("product__enterprise__kelurahan__parent")
    return rows.select_related("product__category__parent", "product__origin", "product__ware").order_by(
        "opened_at", "pk"
    )


def suspended() -> QuerySet[Product]:
    """What officers took off the shelf, the latest first."""
    return _whole().filter(state=State.SUSPENDED).order_by("-changed_at")


def label_of(name: str) -> str:
    """A field as a seller knows it."""
    named = {"pictures": _("foto"), "product": _("produk ini"), "is_own_make": _("buatan sendiri")}
    plain = name.removesuffix("_id")
    field: Any = None if plain in named else Product._meta.get_field(plain)
    return str(named.get(plain) or field.verbose_name or plain)


def reasons_of(products: Iterable[Product]) -> dict[Any, list[tuple[str, str]]]:
    """What officers last said to mend of each product, by its key, until it is on the shelf again or found right."""
    rows = Check.objects.filter(product__in=list(products)).exclude(closed_at=None)
    last = rows.order_by("product", "-closed_at", "-pk").distinct("product")
    return {
        row.product_id: [(label_of(name), reason) for name, reason in row.reasons.items()]
        for row in last
        if row.is_right is False
    }


# --- permits --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PermitLine:
    """A permit this product needs or has: its number, whether an officer saw it, until when, and why it is needed."""

    kind: str
    label: str
    number: str
    is_checked: bool
    ends_on: date | None
    status: str  # missing, claimed, confirmed, ending, ended, refused, not_needed
    strength: str
    why: str
    source: str
    is_decided: bool = False

    @property
    def checked(self) -> bool:
        return self.is_checked

    @property
    def is_held(self) -> bool:
        return self.status in ("claimed", "confirmed", "ending")


def permit_class(product: Product) -> str:
    """What the seller or an officer said, else what the category and the way of keeping it suggest."""
    if product.ware is not None and product.ware.permit_class:
        return product.ware.permit_class
    track = kinds.tracks().get(product.category.permit_track)
    suggested = track.permit_class if track else ""
    return "beku" if suggested == "camilan-kering" and product.storage in ("chilled", "frozen") else suggested


def permits(product: Product, on: date) -> list[PermitLine]:
    """What the law asks of this product on a day, by dated rules, with what there is of it. A constant number of queries."""
    lines = _lines(product, on)
    known = {each.kind for each in lines}
    if product.ware is None or not product.ware.permit_class:
        lines += [each for each in _advised(product, on) if each.kind not in known]
    return sorted(lines, key=lambda each: (not each.is_held, each.strength != "need"))


def _lines(product: Product, on: date) -> list[PermitLine]:
    sections = held_permits.checklist(product.enterprise, on=on)
    mine = [each for each in sections if each.ware is None or each.ware.pk == product.ware_id]
    return [_told(line) for section in mine for line in section.lines]


def _told(line: held_permits.Line) -> PermitLine:
    permit = line.permit
    return PermitLine(
        line.kind.code, line.kind.name, permit.number if permit else "", permit is not None and permit.state == "confirmed",
        permit.expires_on if permit else None, line.status, line.need.strength, line.need.why, line.need.source,
        line.verdict is not None,
    )  # fmt: skip


def _advised(product: Product, on: date) -> list[PermitLine]:
    condition = businesses.latest_condition(product.enterprise)
    needs = permit_rules.needs(permit_class(product), size=condition.size if condition else "", on=on)
    names = permit_rules.kinds()
    return [
        PermitLine(
            need.kind, names[need.kind].name, "", False, None, "missing", need.strength, need.why, need.source
        )
        for need in needs
    ]


def held(product: Product, on: date) -> list[PermitLine]:
    """The permits it has, as its page tells them."""
    return [line for line in _lines(product, on) if line.is_held]


def bars(product: Product, on: date, lines: list[PermitLine] | None = None) -> list[Bar]:
    """What stands against offering it. An officer's decision and certain law bar it; what is unverified only advises."""
    lines = permits(product, on) if lines is None else lines
    decided = [
        Bar(each.why, each.label)
        for each in lines
        if each.is_decided and each.strength == "need" and each.status in ("missing", "refused", "ended")
    ]
    return decided + methods.bars(product.storage, {each.kind for each in lines if each.is_held}, on)


def track(product: Product) -> kinds.Track | None:
    """The permit usual for its kind: advice, with where it was read."""
    return kinds.tracks().get(product.category.permit_track)


def ware_named(enterprise: Enterprise, name: str) -> Ware | None:
    """What the register already knows under this name."""
    return enterprise.wares.filter(is_made=True, name__iexact=name[:120]).first()


def ware_names(enterprise: Enterprise) -> list[str]:
    return list(enterprise.wares.filter(is_made=True).order_by("pk").values_list("name", flat=True))


# --- the page buyers read -------------------------------------------------------------------------


def drawn(product: Product, viewer: "Person | None", request: HttpRequest | None = None) -> Drawn:
    """The page of a product between the frame of every page, with what the rooms above put there. Who is not signed in
    sees what everybody sees: nothing of the request stands on it."""
    context = told(product, viewer)
    head, body = (render_to_string(f"listings/{name}.html", context, request) for name in ("_head", "_ware"))
    ends = [line.ends_on for line in context["held"] if line.ends_on]
    return Drawn(product.name, head, body, min(ends, default=None))


def told(product: Product, viewer: "Person | None") -> dict[str, Any]:
    """Everything a product's page says, with what the rooms above add for this viewer."""
    photos_too = Prefetch("photos", _photos())
    prefetch_related_objects([product], "variants", photos_too)  # several parts of the page ask for them
    photos, today = pictures([product]).get(product.pk, []), timezone.localdate()
    card = reverse("pictures:show", args=[photos[0].pk, 640, "jpg"]) if photos else ""
    kind, above = product.category, product.category.parent
    here = str(settings.ADDRESS).rstrip("/")
    return {
        "product": product,
        "is_shown": is_shown(product),
        "pictures": photos,
        "share_url": here + product.get_absolute_url(),
        "card_url": here + card if card else "",
        "variants": [each for each in product.variants.all() if each.is_offered],
        "price": methods.price_words(product.basis, product.price, product.price_to),
        "unit_price": methods.unit_price(product.price, product.unit, product.net_amount, product.net_unit),
        "net": methods.net_words(product.net_amount, product.net_unit),
        "stage": methods.stock_words(product, product.stock),
        "held": held(product, today),
        "allergens": [methods.allergens()[each] for each in product.allergens if each in methods.allergens()],
        "deliveries": [label for code, label in Delivery.choices if code in product.deliveries],
        "seller_url": contract.page_above("showcase:seller", product.enterprise.number),
        "shelf_url": contract.page_above("finding:front"),
        "parent_url": contract.page_above("finding:category", above.slug) if above else "",
        "category_url": contract.page_above("finding:category", kind.slug),
        "owns": viewer is not None and businesses.owns(viewer, product.enterprise),
        "today": today,
        "heads": _filled(contract.HEAD, product, viewer),
        "buys": _filled(contract.BUY, product, viewer),
        "belows": _filled(contract.BELOW, product, viewer),
    }  # fmt: skip


def _filled(where: str, product: Product, viewer: "Person | None") -> list[Any]:
    filled = [(part, part.fill(product, viewer)) for part in contract.parts(where)]
    return [(part, rows) for part, rows in filled if rows is not None]


# --- lists ----------------------------------------------------------------------------------------


def counted(enterprise: Enterprise) -> dict[str, int]:
    """How many products a business has in each state."""
    rows = Product.objects.filter(enterprise=enterprise).values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in rows}


def without_photo(rows: QuerySet[Product]) -> QuerySet[Product]:
    return rows.exclude(Exists(Photo.objects.filter(product=OuterRef("pk"))))


def value_words(product: Product, name: str) -> str:
    """A field's value in words, as an officer reads it."""
    if name == "pictures":
        return str(Photo.objects.filter(product=product).count())
    if name == "allergens":
        return ", ".join(methods.allergens().get(code, code) for code in product.allergens)
    if name == "is_own_make":
        return _("ya") if product.is_own_make else _("tidak")
    show = getattr(product, f"get_{name}_display", None)
    value = show() if show else getattr(product, name)
    return "" if value is None else str(value)


def proposed_words(name: str, value: Any) -> str:
    """A proposed value in words, by a product that is never saved."""
    field: Any = Product._meta.get_field(name)
    trial = Product()
    setattr(trial, field.attname, field.to_python(value))
    return value_words(trial, name) or "–"


def panel(enterprise: Enterprise, viewer: "Person") -> dict[str, Any] | None:
    """How many products a business has in the e-Katalog, for its own page."""
    counts = counted(enterprise)
    return {"counts": counts, "total": sum(counts.values()), "number": enterprise.number}
