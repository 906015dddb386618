"""Sari's cart, and a second seller."""

import uuid
from typing import Any

import pytest

from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.products.listings import actions as listings
from balaikota.products.listings.actions import Said as Told
from balaikota.products.listings.models import Product
from balaikota.products.orders import actions, queries
from balaikota.products.orders.models import Order


def wanted(product: Product, count: int = 2) -> queries.Wanted:
    return queries.wanted(product.code, 0, count)


def ordered(product: Product, by: Person, count: int = 2, **said: Any) -> Order:
    """An order of so many of one thing, to be fetched."""
    number = product.enterprise.number
    told = actions.Said("+6281234567890", ways={number: "pickup"}, **said)
    return actions.place([wanted(product, count)], told, key=uuid.uuid4(), by=by)[0]


def received(product: Product, by: Person, seller: Person, count: int = 2) -> Order:
    """An order whose buyer has the goods."""
    order = ordered(product, by, count)
    actions.accept(order, {}, delivery_cost=None, message="", by=seller)
    actions.hand_over(order, by=seller)
    actions.receive(order, by=by)
    order.refresh_from_db()
    return order


@pytest.fixture
def kue(city: None, budi: Person, kelurahan: Any) -> Enterprise:
    """Budi sells cakes, made when ordered."""
    return register.register(register.Entry("Kue Budi", {"kelurahan": kelurahan}), by=budi)


@pytest.fixture
def bolu(kue: Enterprise, budi: Person) -> Product:
    """Rp40.000 each, without a count of stock; from ten on Rp35.000."""
    fields = {
        "name": "Bolu pandan", "category": "MKN-01", "price": 40_000, "unit": "loyang", "wholesale": [[10, 35_000]],
        "description": "Bolu pandan suji, dipanggang pagi hari.", "materials": "Tepung, telur, gula, santan, suji",
        "shelf_life_days": 3, "storage": "ambient", "deliveries": ["pickup"], "availability": "made_to_order",
        "lead_days": 2, "net_amount": 600, "net_unit": "g",
    }  # fmt: skip
    product = listings.write(kue, Told(fields), by=budi)
    listings.publish(product, by=budi)
    product.refresh_from_db()
    return product
