"""A city with categories, Tono's business, and one thing he sells."""

from typing import Any

import pytest
from tests import cast

from balaikota.enterprises.kbli import actions as kbli
from balaikota.enterprises.kbli import queries as codes
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions.models import Region
from balaikota.products.categories import actions as categories
from balaikota.products.listings import actions
from balaikota.products.listings.actions import Said
from balaikota.products.listings.models import Product


@pytest.fixture
def city(db: None) -> None:
    cast.the_desk("umkm")
    kbli.load_kbli()
    categories.load()


@pytest.fixture
def kelurahan(db: None) -> Region:
    return cast.a_kelurahan()


@pytest.fixture
def keripik(city: None, tono: Person, kelurahan: Region) -> Enterprise:
    """Tono makes keripik at home (KBLI 10794)."""
    facts = {"kbli": codes.kbli("10794"), "kelurahan": kelurahan, "started_year": 2022}
    said = {"workers_male": 1, "workers_female": 2, "capital": 15_000_000, "sales_year": 96_000_000}
    return register.register(
        register.Entry("Keripik Tono", facts, said, wares=("Keripik singkong",)), by=tono
    )


KERIPIK: dict[str, Any] = {
    "name": "Keripik singkong pedas", "category": "MKN-01", "price": 15_000, "unit": "bungkus", "net_amount": 250,
    "net_unit": "g", "description": "Singkong pilihan digoreng kering, sambalnya dari cabai segar tiap pagi.",
    "materials": "Singkong, minyak kelapa, cabai, gula, garam", "shelf_life_days": 60, "storage": "ambient",
    "deliveries": ["pickup", "seller_courier"], "stock": 40, "sku": "KRP-250",
}  # fmt: skip


@pytest.fixture
def keripik_pedas(keripik: Enterprise, tono: Person) -> Product:
    """On the shelf: Rp15.000 a bag of 250 g, forty of them."""
    product = actions.write(keripik, Said(dict(KERIPIK)), by=tono)
    actions.publish(product, by=tono)
    product.refresh_from_db()
    return product
