"""Rina's office asks Tono and Budi."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.products.listings.models import Product
from balaikota.products.orders.tests.conftest import bolu, kue
from balaikota.products.quotations import actions
from balaikota.products.quotations.models import Inquiry

__all__ = ["bolu", "kue"]


@pytest.fixture
def inquiry(keripik_pedas: Product, bolu: Product, rina: Person) -> Inquiry:
    """Sent to both; two days are left."""
    asked = actions.Asked(
        "Konsumsi rapat", "Kantor dinas", timezone.localdate() + timedelta(days=6), timezone.now() + timedelta(days=2),
        [("Camilan kotak", 100, "kotak"), ("Kue", 50, "buah")],
    )  # fmt: skip
    row = actions.draft(asked, cast.the_desk("umkm").agency, by=rina)
    for product in (keripik_pedas, bolu):
        actions.invite(row, product.enterprise, by=rina)
    actions.send(row, by=rina)
    row.refresh_from_db()
    return row
