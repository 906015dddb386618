"""Sari orders from two sellers; stock goes and comes back; nobody orders twice; every sale is told once."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast

from balaikota.enterprises.books import actions as books
from balaikota.enterprises.books import queries as kept
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Source
from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.products.listings import actions as listings
from balaikota.products.listings.models import Product
from balaikota.products.orders import actions, jobs, queries
from balaikota.products.orders.models import Order, State
from balaikota.products.orders.tests.conftest import ordered, received, wanted


def stock_of(product: Product) -> int | None:
    product.refresh_from_db()
    return product.stock


def test_a_cart_becomes_one_order_for_each_seller(
    keripik_pedas: Product, bolu: Product, sari: Person
) -> None:
    actions.put([wanted(keripik_pedas, 3), wanted(bolu, 10)], by=sari)
    ways = {keripik_pedas.enterprise.number: "pickup", bolu.enterprise.number: "pickup"}
    orders = actions.place(
        queries.wanted_by(sari), actions.Said("+628123", ways=ways), key=uuid.uuid4(), by=sari
    )
    assert [(order.enterprise.name, order.total) for order in orders] == [
        ("Keripik Tono", 45_000),
        ("Kue Budi", 350_000),
    ]
    assert orders[0].number.startswith(f"ORD-{timezone.localdate().year}-")
    assert stock_of(keripik_pedas) == 37
    assert queries.wanted_by(sari) == []


def test_the_same_form_sent_twice_is_ordered_once(keripik_pedas: Product, sari: Person) -> None:
    said, key = actions.Said("+628123", ways={keripik_pedas.enterprise.number: "pickup"}), uuid.uuid4()
    first = actions.place([wanted(keripik_pedas)], said, key=key, by=sari)
    assert actions.place([wanted(keripik_pedas)], said, key=key, by=sari) == first
    assert stock_of(keripik_pedas) == 38


def test_more_than_there_is_cannot_be_ordered(keripik_pedas: Product, sari: Person) -> None:
    with pytest.raises(Refusal, match="Tinggal 40"):
        ordered(keripik_pedas, sari, 41)
    assert stock_of(keripik_pedas) == 40


def test_nobody_orders_from_themselves(keripik_pedas: Product, tono: Person) -> None:
    with pytest.raises(Refusal, match="usaha sendiri"):
        ordered(keripik_pedas, tono)


def test_a_declined_order_gives_the_stock_back(keripik_pedas: Product, sari: Person, tono: Person) -> None:
    order = ordered(keripik_pedas, sari, 5)
    assert stock_of(keripik_pedas) == 35
    with pytest.raises(Refusal):
        actions.decline(order, "  ", by=tono)
    actions.decline(order, "Cabai sedang mahal.", by=tono)
    assert stock_of(keripik_pedas) == 40
    with pytest.raises(Refusal, match="tidak disanggupi"):
        actions.accept(order, {}, delivery_cost=None, message="", by=tono)


def test_only_the_seller_answers_and_only_the_buyer_receives(
    keripik_pedas: Product, sari: Person, tono: Person, budi: Person
) -> None:
    order = ordered(keripik_pedas, sari)
    for stranger in (sari, budi):
        with pytest.raises(Refusal):
            actions.accept(order, {}, delivery_cost=None, message="", by=stranger)
    actions.accept(order, {}, delivery_cost=5_000, message="Besok siap.", by=tono)
    actions.make_ready(order, by=tono)
    with pytest.raises(Refusal, match="tidak dapat dibatalkan"):
        actions.cancel(order, "Tidak jadi", by=sari)
    actions.hand_over(order, by=tono)
    with pytest.raises(Refusal):
        actions.receive(order, by=tono)
    actions.receive(order, by=sari)
    order.refresh_from_db()
    assert (order.state, order.sum) == (State.RECEIVED, 35_000)
    assert cast.story_of(order) == [
        f"orders.{name}" for name in ("placed", "accepted", "ready", "handed_over", "received")
    ]


def test_an_open_price_is_said_with_the_answer(keripik_pedas: Product, sari: Person, tono: Person) -> None:
    listings.change(keripik_pedas, listings.Said({"basis": "negotiable"}), by=tono)
    order = ordered(keripik_pedas, sari, 4)
    (line,) = queries.lines(order)
    assert (order.total, line.price) == (None, None)
    with pytest.raises(Refusal, match="Tulis harga"):
        actions.accept(order, {}, delivery_cost=None, message="", by=tono)
    assert actions.accept(order, {line.pk: 14_000}, delivery_cost=None, message="", by=tono).total == 56_000


def test_a_sale_is_told_to_the_register_as_a_sum_of_the_month(
    keripik_pedas: Product, sari: Person, budi: Person, tono: Person
) -> None:
    received(keripik_pedas, sari, tono, 2)
    received(keripik_pedas, budi, tono, 3)
    told = register.sales(keripik_pedas.enterprise).get(source=Source.CATALOGUE)
    assert (told.period, told.amount, told.orders) == (f"{timezone.localdate():%Y-%m}", 75_000, 2)
    assert queries.shown_orders(keripik_pedas.enterprise) == ""
    received(keripik_pedas, sari, tono)
    assert "3 pesanan" in queries.shown_orders(keripik_pedas.enterprise)


def test_a_sale_is_entered_in_the_cash_book_once(keripik_pedas: Product, sari: Person, tono: Person) -> None:
    order = received(keripik_pedas, sari, tono)
    with pytest.raises(Refusal, match="belum membuka buku kas"):
        actions.enter_in_book(order, "kas", by=tono)
    book = books.open_book(keripik_pedas.enterprise, timezone.localdate(), by=tono)
    for _again in range(2):
        actions.enter_in_book(order, "kas", by=tono)
    assert [entry.amount for entry in kept.entries(book)] == [30_000]
    with pytest.raises(Refusal):
        actions.enter_in_book(order, "kas", by=sari)


def test_the_clock_settles_what_nobody_said(keripik_pedas: Product, sari: Person, tono: Person) -> None:
    silent, forgotten = ordered(keripik_pedas, sari, 6), ordered(keripik_pedas, sari, 1)
    actions.accept(forgotten, {}, delivery_cost=None, message="", by=tono)
    actions.hand_over(forgotten, by=tono)
    jobs.settle_what_nobody_said(0)
    silent.refresh_from_db()
    assert silent.state == State.PLACED
    long_ago = timezone.now() - timedelta(days=8)
    Order.objects.update(placed_at=long_ago, handed_over_at=long_ago)
    jobs.settle_what_nobody_said(0)
    assert {row.state for row in queries.of_buyer(sari)} == {State.LAPSED, State.RECEIVED}
    assert stock_of(keripik_pedas) == 39


def test_the_answer_time_is_shown_from_five_answers_on(
    keripik_pedas: Product, sari: Person, tono: Person
) -> None:
    for hours in (1, 2, 2.5, 9, 30):
        assert queries.answer_time(keripik_pedas.enterprise) == ""
        order = ordered(keripik_pedas, sari, 1)
        actions.accept(order, {}, delivery_cost=None, message="", by=tono)
        Order.objects.filter(pk=order.pk).update(placed_at=timezone.now() - timedelta(hours=hours))
    assert queries.answer_time(keripik_pedas.enterprise) == "biasanya menjawab dalam 3 jam"


def test_buyer_and_seller_are_told(keripik_pedas: Product, sari: Person, tono: Person) -> None:
    received(keripik_pedas, sari, tono)
    cast.run_jobs()
    told = Message.objects.filter(url__startswith="/katalog/pesanan/")
    assert told.filter(to=tono).count() == 2
    assert [row.subject.split()[-1] for row in told.filter(to=sari).order_by("pk")] == [
        "disanggupi",
        "diserahkan",
    ]


def test_what_was_ordered_is_ordered_again(
    keripik_pedas: Product, bolu: Product, sari: Person, tono: Person
) -> None:
    order = received(keripik_pedas, sari, tono, 3)
    again, gone = queries.again(order)
    assert ([each.count for each in again], gone) == ([3], [])
    listings.hide(keripik_pedas, by=tono)
    assert queries.again(order) == ([], ["Keripik singkong pedas"])


def test_a_year_after_its_end_an_order_has_no_telephone_and_no_address(
    keripik_pedas: Product, tono: Person, sari: Person
) -> None:
    old, open_still = received(keripik_pedas, sari, tono), ordered(keripik_pedas, sari)
    now = timezone.now()
    Order.objects.update(address="Jl. Contoh No. 1", note="Titip ke tetangga.")
    Order.objects.filter(pk=old.pk).update(closed_at=now - timedelta(days=364))
    jobs.erase_contacts(0)
    assert Order.objects.get(pk=old.pk).phone
    Order.objects.update(placed_at=now - timedelta(days=400))
    Order.objects.filter(pk=old.pk).update(closed_at=now - timedelta(days=366))
    jobs.erase_contacts(0)
    gone = Order.objects.get(pk=old.pk)
    assert (gone.phone, gone.address, gone.note) == ("", "", "")
    assert gone.total == old.total
    assert cast.story_of(gone)[-1] == "orders.erased"
    assert Order.objects.get(pk=open_still.pk).phone
    assert actions.erase_contacts(now) == 0
