"""Whatever stands in an address where a number belongs: a page, or "there is none"; never a fault."""

from urllib.parse import quote

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
#: A digit to Python that is no number; more digits than it reads; more than PostgreSQL counts; one with a false beginning.
NO_NUMBERS = ("²", "٣", "9" * 5000, "9" * 20, "000001" + "9" * 8, "-1", "1e3")
ADDRESSES = ("/inovasi/ide/?sesudah=", "/inovasi/?sesudah=", "/inovasi/indeks/?tahun=", "/agenda/?bulan=")


@pytest.mark.parametrize("said", NO_NUMBERS, ids=range(len(NO_NUMBERS)))
def test_what_is_no_number_is_none(client: Client, said: str) -> None:
    for address in ADDRESSES:
        assert client.get(address + quote(said)).status_code == 200, address
    assert client.get(f"/agenda/bulan/{quote(said)}/").status_code == 404
    assert client.get(f"/api/v1/katalog/produk?jumlah={quote(said)}").status_code == 422


def test_a_month_with_a_small_two_is_no_month(client: Client) -> None:
    assert client.get("/agenda/bulan/202²-12/").status_code == 404
