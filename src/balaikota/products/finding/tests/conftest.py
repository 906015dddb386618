"""Sellers with products, written to the catalogue as the reactions write them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches

from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.products.display import actions as display
from balaikota.products.finding import queries, views
from balaikota.products.listings import actions as listings
from balaikota.products.listings.actions import Said
from balaikota.products.listings.models import Product

Offer = Callable[..., Product]


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """No page, frame or name of an earlier test's city is remembered."""
    caches["near"].clear()
    queries._known.clear()
    views._choices.cache_clear()
    yield
    caches["near"].clear()
    queries._known.clear()


@pytest.fixture
def offer(city: None, tono: Person, kelurahan: Any) -> Offer:
    """A published product with its card. Each seller is registered once."""
    sellers: dict[str, Enterprise] = {}

    def put(name: str, category: str = "MKN-01", *, seller: str = "Keripik Tono", **facts: Any) -> Product:
        if seller not in sellers:
            entry = register.Entry(seller, {"kelurahan": kelurahan}, {})
            sellers[seller] = register.register(entry, by=tono)
        said = {"name": name, "category": category, "price": 15_000, "unit": "bungkus", "deliveries": ["pickup"],
                "description": "Dibuat sendiri setiap pagi di rumah produksi kami."} | facts  # fmt: skip
        product = listings.write(sellers[seller], Said(said), by=tono)
        listings.publish(product, by=tono)
        display.write(product.pk)
        return product

    return put
