"""Orders walk at random through every hand: stock never falls below nought, nothing is lost, nothing is sold twice."""

import uuid
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests import cast
from tests.walks import walk

from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Source
from balaikota.kit.errors import Refusal
from balaikota.products.categories import actions as categories
from balaikota.products.listings import actions as listings
from balaikota.products.listings.models import Product, Variant
from balaikota.products.orders import actions, queries
from balaikota.products.orders.models import Line, Order, State

pytestmark = pytest.mark.django_db
WHICH = st.integers(0, 5)
GONE = (State.DECLINED, State.CANCELLED, State.LAPSED)


class Market(RuleBasedStateMachine):
    """One seller with twelve of a thing, and five of one kind of another; two buyers; every verb in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        cast.the_desk("umkm")
        categories.load()
        self.seller, self.buyers = cast.tono(), [cast.sari(), cast.budi()]
        entry = register.Entry("Keripik Tono", {"kelurahan": cast.a_kelurahan()})
        self.shop = register.register(entry, by=self.seller)
        self.plain = self.offered({"stock": 12}, None)
        kinds = [{"options": [["isi", "besar"]], "stock": 5}, {"options": [["isi", "kecil"]], "price": 9_000}]
        self.kinds = self.offered({}, kinds)
        self.key, self.made = uuid.uuid4(), 0

    def offered(self, more: dict[str, Any], variants: Any) -> Product:
        fields = {
            "name": "Keripik singkong", "category": "MKN-01", "price": 15_000, "unit": "bungkus", "net_amount": 250,
            "net_unit": "g", "description": "Digoreng kering tiap pagi.", "materials": "Singkong, minyak, garam",
            "shelf_life_days": 60, "storage": "ambient", "deliveries": ["pickup"],
        }  # fmt: skip
        product = listings.write(self.shop, listings.Said(fields | more, variants), by=self.seller)
        listings.publish(product, by=self.seller)
        return product

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def attempt(self, action: Any, *args: Any, **said: Any) -> bool:
        """Do it, or see that a refusal left nothing behind."""
        before = self.seen()
        try:
            with transaction.atomic():
                action(*args, **said)
        except Refusal:
            assert self.seen() == before
            return False
        return True

    def seen(self) -> Any:
        orders = list(Order.objects.order_by("pk").values_list("pk", "state", "total"))
        stock = list(Product.objects.order_by("pk").values_list("stock", flat=True))
        return orders, stock, list(Variant.objects.order_by("pk").values_list("stock", flat=True))

    def picked(self, which: int) -> Order | None:
        orders = list(Order.objects.order_by("-pk")[:6])
        return orders[which % len(orders)] if orders else None

    @rule(who=st.integers(0, 1), count=st.integers(1, 7), kind=st.integers(0, 2), afresh=st.booleans())
    def place(self, who: int, count: int, kind: int, afresh: bool) -> None:
        """Sometimes with the key of the form before: the same order, whatever the form says now."""
        self.key = uuid.uuid4() if afresh else self.key
        variants = list(self.kinds.variants.all())
        product, variant = (self.plain, 0) if kind == 2 else (self.kinds, variants[kind].pk)
        wanted = [queries.wanted(product.code, variant, count)]
        said = actions.Said("+628123", ways={self.shop.number: "pickup"})
        known = queries.placed_with(self.key, self.buyers[who])
        before = Order.objects.count()
        done = self.attempt(actions.place, wanted, said, key=self.key, by=self.buyers[who])
        assert Order.objects.count() == before + (done and not known)

    @rule(which=WHICH, by_buyer=st.booleans())
    def turn_on(self, which: int, by_buyer: bool) -> None:
        """The next good step, tried by whoever: only the right one succeeds."""
        order = self.picked(which)
        if order is None:
            return
        by = order.buyer if by_buyer else self.seller
        steps: dict[str, Any] = {
            State.PLACED: lambda: actions.accept(order, {}, delivery_cost=None, message="", by=by),
            State.ACCEPTED: lambda: actions.make_ready(order, by=by),
            State.READY: lambda: actions.hand_over(order, by=by),
            State.HANDED_OVER: lambda: actions.receive(order, by=by),
        }
        is_buyers = order.state == State.HANDED_OVER
        if order.state in steps:
            assert self.attempt(steps[order.state]) is (by_buyer is is_buyers)

    @rule(
        which=WHICH,
        verb=st.sampled_from(["decline", "cancel_as_buyer", "cancel_as_seller", "lapse", "receive_late"]),
    )
    def turn_off(self, which: int, verb: str) -> None:
        order = self.picked(which)
        if order is None:
            return
        verbs: dict[str, Any] = {
            "decline": lambda: actions.decline(order, "Habis", by=self.seller),
            "cancel_as_buyer": lambda: actions.cancel(order, "Batal", by=order.buyer),
            "cancel_as_seller": lambda: actions.cancel(order, "Rusak", by=self.seller),
            "lapse": lambda: actions.lapse(order),
            "receive_late": lambda: actions.take_as_received(order),
        }
        self.attempt(verbs[verb])

    @rule(more=st.integers(1, 9))
    def restock(self, more: int) -> None:
        """The seller makes more: what is promised stays promised."""
        listings.give_back(self.plain, None, more)
        self.made += more

    @invariant()
    def nothing_is_lost(self) -> None:
        """What is on the shelf, promised, or sold is what there was and what was made since."""
        held = Line.objects.filter(product=self.plain).aggregate(n=Sum("taken"))["n"] or 0
        self.plain.refresh_from_db()
        assert self.plain.stock is not None
        assert self.plain.stock >= 0
        assert self.plain.stock + held == 12 + self.made
        big = self.kinds.variants.get(stock__isnull=False)
        promised = Line.objects.filter(variant=big).aggregate(n=Sum("taken"))["n"] or 0
        assert big.stock >= 0
        assert big.stock + promised == 5

    @invariant()
    def what_came_to_nothing_holds_nothing(self) -> None:
        assert not Line.objects.filter(order__state__in=GONE, taken__gt=0).exists()

    @invariant()
    def the_register_knows_every_sale_once(self) -> None:
        sold = Order.objects.filter(state=State.RECEIVED).aggregate(sum=Sum("total"))["sum"] or 0
        told = (
            businesses.sales(self.shop).filter(source=Source.CATALOGUE).aggregate(sum=Sum("amount"))["sum"]
            or 0
        )
        assert sold == told


def test_stock_is_never_sold_twice_and_never_lost() -> None:
    walk(Market, walks=12, steps=18)
