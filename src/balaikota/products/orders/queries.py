"""Every read of carts and orders that leaves the room. An order is its buyer's and its seller's; nobody else finds it."""

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.enterprises.books import queries as books
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people import contract as home
from balaikota.kit import prepared
from balaikota.kit.errors import found
from balaikota.products.listings import queries as listings
from balaikota.products.listings.models import Availability, Delivery, Product, Variant
from balaikota.products.listings.models import State as Shown
from balaikota.products.orders import contract, methods
from balaikota.products.orders.models import CartLine, Line, Order, Shop, State

if TYPE_CHECKING:
    from balaikota.enterprises.books.models import Book, Entry
    from balaikota.foundation.people.models import Person

PAGE = 30
#: An order nobody answers, and goods nobody says have come, are settled by the clock after so many days.
ANSWER_DAYS, RECEIVE_DAYS = 7, 7
#: Answer times are taken from this many of the newest answers.
ANSWERS = 50


# --- carts ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """So many of one product or variant, and why it cannot be ordered so, if it cannot."""

    product: Product
    variant: Variant | None
    count: int

    @property
    def key(self) -> str:
        return f"{self.product.code}:{self.variant.pk if self.variant else 0}"

    @property
    def name(self) -> str:
        return f"{self.product.name}, {self.variant}" if self.variant else self.product.name

    @property
    def price(self) -> int | None:
        own = self.variant.price if self.variant else None
        steps = self.product.wholesale if own is None else []
        return methods.price_of(
            self.product.basis, self.product.price if own is None else own, steps, self.count
        )

    @property
    def sum(self) -> int | None:
        return None if self.price is None else self.price * self.count

    @property
    def stock(self) -> int | None:
        """How many there are; None when the seller does not count them."""
        return listings.stock_of(self.product, self.variant)

    @property
    def fault(self) -> str:
        """Why the seller cannot be asked for this; empty when they can."""
        product = self.product
        is_off = not listings.is_shown(product) or (self.variant is not None and not self.variant.is_offered)
        if is_off or product.availability == Availability.OUT_OF_STOCK:
            return _("Sedang tidak dijual. Keluarkan dari keranjang.")
        if self.count < product.least_order:
            said = {"n": product.least_order, "unit": product.unit}
            return _("Penjual menerima pesanan mulai dari %(n)d %(unit)s.") % said
        if self.stock is not None and self.stock < self.count:
            return _("Tinggal %(n)d. Kurangi jumlahnya.") % {"n": self.stock}
        return ""


@dataclass(frozen=True)
class Group:
    """What is wanted of one seller: it becomes one order."""

    enterprise: Enterprise
    wanted: list[Wanted]
    is_open: bool

    @property
    def total(self) -> int | None:
        sums = [each.sum for each in self.wanted]
        return None if None in sums else sum(each for each in sums if each is not None)

    @property
    def fault(self) -> str:
        if not self.is_open:
            return _("Toko ini sedang tidak menerima pesanan.")
        return next((each.fault for each in self.wanted if each.fault), "")

    @property
    def ways(self) -> list[tuple[str, Any]]:
        """How the buyer may get everything at once; where the products agree on nothing, any way one of them has."""
        offered = [set(each.product.deliveries or [Delivery.PICKUP]) for each in self.wanted]
        codes = set.intersection(*offered) or set.union(*offered)
        return [(code, label) for code, label in Delivery.choices if code in codes]


def cart_of(person: "Person") -> QuerySet[CartLine]:
    rows = CartLine.objects.filter(person=person)
    return rows.select_related("product__enterprise__kelurahan__parent", "product__category", "variant")


def wanted_by(person: "Person") -> list[Wanted]:
    return [Wanted(row.product, row.variant, row.count) for row in cart_of(person).order_by("added_at", "pk")]


def wanted(code: str, variant_id: int, count: int) -> Wanted:
    """One product somebody names; a variant of another product is none. Not for sale: a 404."""
    return found(next(iter(loose({f"{code}:{variant_id}": count})), None))


def loose(kept: Mapping[str, int]) -> list[Wanted]:
    """A visitor's cart, as their session keeps it: `code:variant` and how many. What is gone is left out."""
    codes = [key.partition(":")[0] for key in kept]
    rows = listings.published().filter(code__in=codes).prefetch_related("variants") if codes else ()
    products = {row.code: row for row in rows}
    made = []
    for key, count in kept.items():
        code, _colon, number = key.partition(":")
        product = products.get(code)
        if product is None:
            continue
        variants = {str(each.pk): each for each in product.variants.all() if each.is_offered}
        variant = variants.get(number)
        if bool(variants) == (variant is not None):
            made.append(Wanted(product, variant, count))
    return made


def is_counted(wanted: Wanted) -> bool:
    """Does the seller count this thing's stock now? Its product is locked from here to the end of the transaction."""
    product, variant = listings.locked(wanted.product), wanted.variant
    return listings.stock_of(product, listings.locked_variant(variant) if variant else None) is not None


def buying(product: Product, viewer: "Person | None") -> dict[str, Any] | None:
    """The piece of a product's page with which it is put into the cart. One's own is not bought."""
    if not listings.is_shown(product) or (viewer and businesses.owns(viewer, product.enterprise)):
        return None
    is_open = shop_of(product.enterprise).is_open
    variants = [each for each in product.variants.all() if each.is_offered]
    is_out = product.availability == Availability.OUT_OF_STOCK
    return {
        "variants": variants,
        "may_order": is_open and not is_out,
        "answers": answer_time(product.enterprise),
    }


def groups(wanted: Iterable[Wanted]) -> list[Group]:
    """By seller, in the order of their numbers."""
    by_seller: dict[str, list[Wanted]] = {}
    for each in wanted:
        by_seller.setdefault(each.product.enterprise.number, []).append(each)
    sellers = [rows[0].product.enterprise for rows in by_seller.values()]
    shut = set(
        Shop.objects.filter(enterprise__in=sellers, is_open=False).values_list("enterprise_id", flat=True)
    )
    return [
        Group(rows[0].product.enterprise, rows, rows[0].product.enterprise.pk not in shut)
        for _number, rows in sorted(by_seller.items())
    ]


# --- orders ---------------------------------------------------------------------------------------


def _orders() -> QuerySet[Order]:
    return Order.objects.select_related("enterprise__kelurahan__parent", "buyer")


def visible_to(viewer: "Person") -> QuerySet[Order]:
    """Their own orders, and those of the shops they own."""
    return _orders().filter(Q(buyer=viewer) | Q(enterprise__in=businesses.owned_by(viewer).values("pk")))


def order(number: str, *, viewer: "Person") -> Order:
    return found(visible_to(viewer).filter(number=number).first())


def bought(number: str, *, viewer: "Person") -> Order:
    """One of the viewer's own orders."""
    return found(_orders().filter(buyer=viewer, number=number).first())


def locked(order: Order) -> Order:
    rows = Order.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("enterprise", "buyer").get(pk=order.pk)


def again(order: Order) -> tuple[list[Wanted], list[str]]:
    """What of an order can be ordered once more, and the names of what cannot."""
    rows = lines(order)
    able = [
        Wanted(row.product, row.variant, max(row.count, row.product.least_order)) for row in rows
        if row.product and row.product.state == Shown.PUBLISHED and (not row.variant or row.variant.is_offered)
    ]  # fmt: skip
    kept = {(each.product.pk, each.variant and each.variant.pk) for each in able}
    return able, [row.name for row in rows if (row.product_id, row.variant_id) not in kept]


def placed_with(key: uuid.UUID | None, buyer: "Person") -> list[Order]:
    """The orders this form has made before."""
    return list(_orders().filter(buyer=buyer, key=key).order_by("number")) if key else []


def of_buyer(person: "Person") -> QuerySet[Order]:
    """Newest first, each with how many things it asks for."""
    return _orders().filter(buyer=person).annotate(things=Count("lines")).order_by("-placed_at", "-pk")


def of_seller(enterprise: Enterprise) -> QuerySet[Order]:
    return (
        _orders().filter(enterprise=enterprise).annotate(things=Count("lines")).order_by("-placed_at", "-pk")
    )


def at_work(enterprise: Enterprise) -> QuerySet[Order]:
    """What the seller still has to do, the oldest first."""
    return of_seller(enterprise).filter(closed_at=None).order_by("placed_at", "pk")


def listed(rows: QuerySet[Order], *, before: str = "") -> tuple[list[Order], str]:
    """One page, and the number before which the next begins."""
    rows = rows.order_by("-number")
    shown = list((rows.filter(number__lt=before) if before else rows)[: PAGE + 1])
    return shown[:PAGE], shown[PAGE - 1].number if len(shown) > PAGE else ""


def lines(order: Order) -> list[Line]:
    return list(Line.objects.filter(order=order).select_related("product", "variant").order_by("pk"))


def story(order: Order) -> list[tuple[datetime, str]]:
    """When what happened, as the template that says it; looks left out."""
    names = [(event.at, event.name.partition(".")[2]) for event in audit.story(order)]
    return [(at, f"orders/events/{name}.html") for at, name in names if name != "opened"]


def pieces(order: Order, viewer: "Person") -> list[tuple[str, Any]]:
    """What the rooms above have on this order's page, for this viewer."""
    filled = [(piece.template, piece.fill(order, viewer)) for piece in contract.pieces()]
    return [(template, rows) for template, rows in filled if rows is not None]


def of_event(event_id: int) -> Order:
    return _orders().get(pk=audit.event(event_id).about_id)


def shop_of_event(event_id: int) -> Shop:
    return Shop.objects.get(pk=audit.event(event_id).about_id)


def sold(since: datetime, until: datetime) -> QuerySet[Line]:
    """Lines of orders received in that time, each with its `amount` in rupiah; null where no price was said."""
    rows = Line.objects.filter(
        order__state=State.RECEIVED, order__closed_at__gte=since, order__closed_at__lt=until
    )
    return rows.annotate(amount=F("price") * F("count")).order_by()


def placed_since(moment: datetime) -> QuerySet[Order]:
    return Order.objects.filter(placed_at__gte=moment).order_by()


def unanswered(now: datetime) -> QuerySet[Order]:
    """Orders that nobody answered in time; for the clock."""
    return Order.objects.filter(state=State.PLACED, placed_at__lt=now - timedelta(days=ANSWER_DAYS)).order_by(
        "pk"
    )


def not_confirmed(now: datetime) -> QuerySet[Order]:
    """Goods handed over whose buyer has said nothing since; for the clock."""
    long_ago = now - timedelta(days=RECEIVE_DAYS)
    return Order.objects.filter(state=State.HANDED_OVER, handed_over_at__lt=long_ago).order_by("pk")


# --- sellers --------------------------------------------------------------------------------------


def shop_of(enterprise: Enterprise) -> Shop:
    """How this seller takes orders; one who has said nothing takes them."""
    row = Shop.objects.filter(enterprise=enterprise).select_related("qris__file").first()
    return row or Shop(enterprise=enterprise)


def may_see_qris(person: "Person", shop_id: str) -> bool:
    """The guard of the picture: the seller, and the buyer whose order was accepted and is not over."""
    shop = Shop.objects.filter(pk=shop_id).select_related("enterprise").first()
    if shop is None:
        return False
    waiting = Order.objects.filter(enterprise=shop.enterprise, buyer=person, closed_at=None)
    return businesses.owns(person, shop.enterprise) or waiting.exclude(state=State.PLACED).exists()


def answer_time(enterprise: Enterprise) -> str:
    """How soon this seller usually answers, in words; nothing while too few orders say so."""
    rows = Order.objects.filter(enterprise=enterprise, answered_at__isnull=False).order_by("-answered_at")
    pairs = rows.values_list("placed_at", "answered_at")[:ANSWERS]
    usual = methods.usual([(said - asked).total_seconds() for asked, said in pairs if said])
    return methods.answers_within(usual) if usual is not None else ""


def sold_in(enterprise: Enterprise, first: datetime, after: datetime) -> tuple[int, int]:
    """Rupiah and number of the orders received between two moments."""
    rows = Order.objects.filter(enterprise=enterprise, state=State.RECEIVED)
    told = rows.filter(closed_at__gte=first, closed_at__lt=after).aggregate(
        sum=Sum("total"), orders=Count("pk")
    )
    return told["sum"] or 0, told["orders"]


def in_book(order: Order) -> "tuple[Book | None, Entry | None]":
    """The seller's cash book, and this order in it."""
    book = books.book_of(order.enterprise)
    return book, books.by_key(book, order.pk) if book else None


def panel(enterprise: Enterprise, viewer: "Person") -> dict[str, Any] | None:
    """On the business's page: what waits. Officers see how many, not whose."""
    rows = Order.objects.filter(enterprise=enterprise).aggregate(
        waiting=Count("pk", filter=Q(state=State.PLACED)),
        at_work=Count("pk", filter=Q(closed_at=None) & ~Q(state=State.PLACED)),
        received=Count("pk", filter=Q(state=State.RECEIVED)),
    )
    return rows if any(rows.values()) or businesses.owns(viewer, enterprise) else None


def shown_orders(enterprise: Enterprise) -> str:
    """Evidence for the ladder: ten orders received, or a buyer who came back."""
    rows = Order.objects.filter(enterprise=enterprise, state=State.RECEIVED)
    count = rows.count()
    again = rows.values("buyer").annotate(n=Count("pk")).filter(n__gte=2).exists()
    if count < 10 and not again:
        return ""
    return _("%(n)d pesanan e-Katalog sudah diterima pembeli.") % {"n": count}


def desk_url(enterprise: Enterprise) -> str:
    return reverse("orders:desk", args=[enterprise.number])


# --- "Rumah saya" ---------------------------------------------------------------------------------


def _bought_or_sold(person: uuid.UUID) -> QuerySet[Order]:
    mine = Q(buyer=person) | Q(enterprise__in=businesses.owned_by(person).values("pk"), state=State.PLACED)
    return Order.objects.filter(mine).select_related("enterprise").order_by("-placed_at")[:5]


AT_HOME = prepared.Planned(_bought_or_sold, "person")


def own_items(person: "Person") -> list[home.Item]:
    """The buyer's newest orders, and those that wait for an answer of a shop of theirs."""
    return [_item(row, sells=row.buyer_id != person.pk) for row in AT_HOME(person=person.pk)]


def _item(row: Order, *, sells: bool) -> home.Item:
    return home.Item(
        _("Pesanan baru untuk %s") % row.enterprise if sells else _("Pesanan pada %s") % row.enterprise,
        row.get_absolute_url(), number=row.number, badge=row.get_state_display(), at=row.placed_at,
        is_waiting=sells or row.state == State.HANDED_OVER, tone="wait" if row.closed_at is None else "ok",
    )  # fmt: skip


def pack(person: "Person") -> home.Pack:
    """Everything this person ordered, to take home."""
    rows = of_buyer(person).prefetch_related("lines")
    told = [
        {
            name: getattr(row, name)
            for name in ("number", "state", "delivery", "phone", "address", "note", "total")
        }
        | {"seller": row.enterprise.name, "placed_at": row.placed_at}
        | {"lines": [[each.count, each.unit, each.name, each.price] for each in row.lines.all()]}
        for row in rows
    ]
    if told:
        yield "pesanan/pesanan.json", json.dumps(told, default=str, ensure_ascii=False, indent=1).encode()
