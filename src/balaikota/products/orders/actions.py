"""Filling a cart, ordering, and each turn of an order, with the stock that goes and comes back with it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.books import actions as books
from balaikota.enterprises.books import queries as kept
from balaikota.enterprises.books import rules as bookkeeping
from balaikota.enterprises.books.models import Kind
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise, Source
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.foundation.pictures.models import Picture
from balaikota.kit.erasing import blanked
from balaikota.kit.errors import Refusal, require
from balaikota.kit.series import draw
from balaikota.products.listings import actions as listings
from balaikota.products.orders import queries, rules
from balaikota.products.orders.models import CartLine, Line, NumberSeries, Order, Shop, State
from balaikota.products.orders.queries import Group, Wanted

#: More of one thing than this is a slip of the keyboard.
MOST = 100_000
#: Orders whose telephones are erased at once.
A_NIGHT = 2_000


@dataclass(frozen=True)
class Said:
    """What a buyer says with a cart: how to be reached, and for each seller (by number) how to get it, and a note."""

    phone: str
    address: str = ""
    ways: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    is_sample: bool = False


# --- carts ----------------------------------------------------------------------------------------


@transaction.atomic
def put(wanted: Iterable[Wanted], *, by: Person) -> None:
    """Into the person's cart, on top of what lies there."""
    for each in wanted:
        row, is_new = CartLine.objects.select_for_update(no_key=True, of=("self",)).get_or_create(
            person=by, product=each.product, variant=each.variant, defaults={"count": each.count}
        )
        if not is_new:
            row.count = min(row.count + each.count, MOST)
            row.save(update_fields=["count"])


@transaction.atomic
def set_counts(counts: dict[str, int], *, by: Person) -> None:
    """How many of each thing in the cart, by its key; nought takes it out."""
    for row in queries.cart_of(by).select_for_update(of=("self",)):
        count = counts.get(Wanted(row.product, row.variant, row.count).key)
        if count == 0:
            row.delete()
        elif count is not None:
            row.count = min(count, MOST)
            row.save(update_fields=["count"])


# --- ordering -------------------------------------------------------------------------------------


@transaction.atomic
def place(wanted: list[Wanted], said: Said, *, key: uuid.UUID, by: Person) -> list[Order]:
    """One order for each seller of these things. The same form sent twice, also at once, is ordered once."""
    people.locked(by)
    if known := queries.placed_with(key, by):
        return known
    groups = queries.groups(wanted)
    require(bool(groups), _("Keranjang Anda kosong. Pilih produk dahulu."), status=422)
    for group in groups:
        require(not group.fault, f"{group.enterprise.name}: {group.fault}", status=422)
        own = _("Anda tidak dapat memesan dari usaha sendiri.")
        require(not businesses.owns(by, group.enterprise), own, status=422)
    taken = _take(wanted, by=by)
    orders = [_placed(group, said, taken, key=key, by=by) for group in groups]
    for each in wanted:
        CartLine.objects.filter(person=by, product=each.product, variant=each.variant).delete()
    return orders


def _take(wanted: list[Wanted], *, by: Person) -> dict[str, int]:
    """Out of the sellers' stock, always in the same order, so that two buyers never wait for each other."""
    taken = {}
    for each in sorted(wanted, key=lambda one: (str(one.product.pk), one.variant.pk if one.variant else 0)):
        is_counted = queries.is_counted(each)
        listings.take(each.product, each.variant, each.count, by=by)
        taken[each.key] = each.count if is_counted else 0
    return taken


def _placed(group: Group, said: Said, taken: dict[str, int], *, key: uuid.UUID, by: Person) -> Order:
    number = group.enterprise.number
    way = said.ways.get(number, "")
    require(way in [code for code, _label in group.ways], _("Pilih cara menerima pesanan."), status=422)
    order = Order.objects.create(
        number=_number(), enterprise=group.enterprise, buyer=by, key=key, delivery=way, phone=said.phone,
        address=said.address, note=said.notes.get(number, ""), total=group.total, is_sample=said.is_sample,
    )  # fmt: skip
    Line.objects.bulk_create(
        Line(
            order=order, product=each.product, variant=each.variant, name=each.name[:250], unit=each.product.unit,
            count=each.count, price=each.price, taken=taken[each.key],
        )
        for each in group.wanted
    )  # fmt: skip
    audit.record("orders.placed", order, by=by, subject=by, number=order.number, total=order.total)
    return order


def _number() -> str:
    year = timezone.localdate().year
    return f"ORD-{year}-{draw(NumberSeries, year)[0]:06d}"


# --- the turns of an order ------------------------------------------------------------------------


def _turned(
    order: Order, state: State, *, by: Person | None, moment: str = "closed_at", **facts: Any
) -> Order:
    """The locked order in its next state, `moment` noted; one that has turned otherwise meanwhile says so."""
    said = {"state": order.get_state_display()}
    may = rules.may_follow(order, state)
    require(may, _("Pesanan ini sekarang %(state)s. Muat ulang halamannya.") % said, status=409)
    now, order.state = timezone.now(), state
    moments = {moment: now} | ({"closed_at": now} if state in rules.ENDS else {})
    for name, value in (facts | moments).items():
        setattr(order, name, value)
    order.save()
    audit.record(f"orders.{state}", order, by=by, subject=order.buyer, number=order.number)
    return order


def _of_the_seller(order: Order, by: Person) -> Order:
    order = queries.locked(order)
    require(businesses.owns(by, order.enterprise), _("Ini diurus oleh pemilik toko."))
    return order


@transaction.atomic
def accept(
    order: Order, prices: dict[int, int], *, delivery_cost: int | None, message: str, by: Person
) -> Order:
    """The seller can do it, and says every price that was open, by the line's key."""
    order = _of_the_seller(order, by)
    lines = queries.lines(order)
    for line in lines:
        if line.price is None:
            price = prices.get(line.pk, 0)
            require(price > 0, _("Tulis harga %(name)s.") % {"name": line.name}, status=422)
            line.price = price
            line.save(update_fields=["price"])
    total = sum(line.sum or 0 for line in lines)
    facts = {"total": total, "delivery_cost": delivery_cost, "message": message}
    return _turned(order, State.ACCEPTED, by=by, moment="answered_at", **facts)


@transaction.atomic
def decline(order: Order, reason: str, *, by: Person) -> Order:
    """The seller cannot, and says why."""
    require(bool(reason.strip()), _("Tulis alasannya, agar pembeli mengerti."), status=422)
    order = _of_the_seller(order, by)
    _turned(order, State.DECLINED, by=by, moment="answered_at", reason=reason.strip())
    return _given_back(order, by=by)


@transaction.atomic
def make_ready(order: Order, *, by: Person) -> Order:
    return _turned(_of_the_seller(order, by), State.READY, by=by, moment="ready_at")


@transaction.atomic
def hand_over(order: Order, *, by: Person) -> Order:
    """The goods are with the buyer, or on their way."""
    return _turned(_of_the_seller(order, by), State.HANDED_OVER, by=by, moment="handed_over_at")


@transaction.atomic
def receive(order: Order, *, by: Person) -> Order:
    """The buyer has the goods: it is a sale, and the register hears of it."""
    order = queries.locked(order)
    may = rules.may_receive(by, order)
    require(may, _("Pesanan diterima oleh pembelinya, sesudah diserahkan penjual."), status=409)
    return _sold(_turned(order, State.RECEIVED, by=by))


@transaction.atomic
def cancel(order: Order, reason: str, *, by: Person) -> Order:
    """The buyer does not want it any more, or the seller cannot after all."""
    order = queries.locked(order)
    may = rules.may_cancel(by, order, sells=businesses.owns(by, order.enterprise))
    require(may, _("Pesanan ini tidak dapat dibatalkan lagi."), status=409)
    require(bool(reason.strip()), _("Tulis alasannya secara singkat."), status=422)
    return _given_back(_turned(order, State.CANCELLED, by=by, reason=reason.strip()), by=by)


def _given_back(order: Order, *, by: Person | None) -> Order:
    lines = [line for line in queries.lines(order) if line.taken]
    for line in sorted(lines, key=lambda each: (str(each.product_id), each.variant_id or 0)):
        if line.product is not None:
            listings.give_back(line.product, line.variant, line.taken, by=by)
        line.taken = 0
        line.save(update_fields=["taken"])
    return order


def _sold(order: Order) -> Order:
    """The month's sum of received orders, told anew each time: never one twice."""
    assert order.closed_at is not None  # noqa: S101 - it was received a moment ago
    month = timezone.localtime(order.closed_at).date().replace(day=1)
    following = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    first, after = (timezone.make_aware(datetime.combine(on, time.min)) for on in (month, following))
    amount, orders = queries.sold_in(order.enterprise, first, after)
    register.tell_sales(order.enterprise, f"{month:%Y-%m}", amount, source=Source.CATALOGUE, orders=orders)
    return order


@transaction.atomic
def lapse(order: Order) -> None:
    """By the clock: nobody answered, so the goods are free for others again."""
    order = queries.locked(order)
    if order.state == State.PLACED:
        _given_back(_turned(order, State.LAPSED, by=None), by=None)


@transaction.atomic
def take_as_received(order: Order) -> None:
    """By the clock: the goods were handed over and the buyer has not said otherwise."""
    order = queries.locked(order)
    if order.state == State.HANDED_OVER:
        _sold(_turned(order, State.RECEIVED, by=None))


# --- the seller's side ----------------------------------------------------------------------------


@transaction.atomic
def enter_in_book(order: Order, place: str, *, by: Person) -> None:
    """Write a received order into the seller's cash book. Its key is the order's: never entered twice."""
    order = _of_the_seller(order, by)
    require(order.state == State.RECEIVED, _("Dicatat sesudah pembeli menerima pesanan."), status=409)
    book = kept.book_of(order.enterprise)
    if book is None:
        raise Refusal(_("Usaha ini belum membuka buku kas."), status=409)
    today = timezone.localdate()
    on = timezone.localtime(order.closed_at).date() if order.closed_at else today
    on = on if bookkeeping.may_write_on(book, on, closed=kept.closed_periods(book), today=today) else today
    text = _("Pesanan %s") % order.number
    said = books.Said(Kind.SALE, order.sum or 0, on, place, text, buyer=order.buyer.name[:80])
    books.record(book, said, key=order.pk, by=by)


@transaction.atomic
def arrange(
    enterprise: Enterprise, *, whatsapp: str, is_open: bool, qris: Picture | None, by: Person
) -> Shop:
    """How the shop takes orders. A new QRIS picture takes the place of the old one."""
    enterprise = businesses.locked(enterprise)
    require(businesses.owns(by, enterprise), _("Toko diatur oleh pemiliknya."))
    shop, _is_new = Shop.objects.get_or_create(enterprise=enterprise)
    old = shop.qris
    shop.whatsapp, shop.is_open, shop.changed_at = whatsapp, is_open, timezone.now()
    if qris is not None:
        shop.qris = pictures.attach([qris.pk], shop, by=by, alt=_("QRIS %s") % enterprise.name)[0]
    shop.save()
    if qris is not None and old is not None:
        pictures.discard(old)
    audit.record("orders.arranged", shop, by=by, is_open=is_open, has_qris=shop.qris is not None)
    return shop


@transaction.atomic
def remove_qris(enterprise: Enterprise, *, by: Person) -> None:
    enterprise = businesses.locked(enterprise)
    require(businesses.owns(by, enterprise), _("Toko diatur oleh pemiliknya."))
    shop = queries.shop_of(enterprise)
    if shop.qris is not None:
        old, shop.qris = shop.qris, None
        shop.save(update_fields=["qris"])
        pictures.discard(old)
        audit.record("orders.arranged", shop, by=by, is_open=shop.is_open, has_qris=False)


@transaction.atomic
def erase_contacts(before: datetime) -> int:
    """Of orders that ended before this moment nobody needs telephone, address and note any more (UU 27/2022 pasal 42
    and 43); how many were emptied. What was sold for how much stays."""
    ended = Order.objects.select_for_update(skip_locked=True).filter(closed_at__lt=before)
    orders = ended.exclude(phone="", address="", note="").order_by("closed_at")[:A_NIGHT]
    for order in orders:
        order.save(update_fields=blanked(order))
        audit.record("orders.erased", order, by=None, number=order.number)
    return len(orders)
