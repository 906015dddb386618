"""What officers and the mayor see of the catalogue, and what happens to a seller nobody orders from."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from balaikota.enterprises.coaching import queries as coaching
from balaikota.enterprises.permits import actions as permits
from balaikota.foundation.people.models import Person
from balaikota.foundation.statistics import queries as statistics
from balaikota.products.listings.models import Product
from balaikota.products.market import actions, queries
from balaikota.products.orders import actions as orders
from balaikota.products.orders import queries as placed
from balaikota.products.orders.models import Order

PLACE = "/katalog/petugas/pasar/"


def long_on_the_shelf(product: Product) -> None:
    then = timezone.now() - timedelta(days=queries.QUIET_DAYS + 1)
    Product.objects.filter(pk=product.pk).update(published_at=then)


def an_order(product: Product, buyer: Person, seller: Person) -> Order:
    """Two of it, received."""
    wanted = [placed.wanted(product.code, 0, 2)]
    told = orders.Said("+6281200000000", "Jl. Contoh No. 7", {product.enterprise.number: "pickup"})
    (order,) = orders.place(wanted, told, key=uuid.uuid4(), by=buyer)
    orders.accept(order, {}, delivery_cost=None, message="", by=seller)
    orders.hand_over(order, by=seller)
    orders.receive(order, by=buyer)
    return order


def test_what_was_received_is_counted_by_category_and_kecamatan(
    keripik_pedas: Product, sari: Person, tono: Person
) -> None:
    an_order(keripik_pedas, sari, tono)
    since = timezone.now() - timedelta(days=365)
    [category] = queries.by_category(since)
    assert (category.name, category.orders, category.rupiah) == ("Makanan Olahan Kemasan", 1, 30_000)
    [district] = queries.by_district(since)
    assert district.rupiah == 30_000


def test_a_seller_without_an_order_is_sent_to_a_coach_once(keripik_pedas: Product) -> None:
    assert actions.send_to_coach(timezone.now()) == 0  # on the shelf since today
    long_on_the_shelf(keripik_pedas)
    assert actions.send_to_coach(timezone.now()) == 1
    asked = coaching.current(keripik_pedas.enterprise)
    assert asked is not None
    assert asked.cause == "no_sales"
    assert actions.send_to_coach(timezone.now()) == 0


def test_who_received_an_order_is_not_quiet(keripik_pedas: Product, sari: Person, tono: Person) -> None:
    long_on_the_shelf(keripik_pedas)
    an_order(keripik_pedas, sari, tono)
    assert list(queries.quiet(timezone.now())) == []


def test_the_page_tells_what_is_missing_and_names_businesses_to_officers_alone(
    client: Client, keripik_pedas: Product, tono: Person, rina: Person, mega: Person, budi: Person
) -> None:
    long_on_the_shelf(keripik_pedas)
    ends = timezone.localdate() + timedelta(days=30)
    told = permits.Told(
        "pirt", f"2061271010123-{ends:%y}", keripik_pedas.ware, ends - timedelta(days=1800), ends
    )
    permits.tell(keripik_pedas.enterprise, told, by=tono)
    client.force_login(rina)
    page = client.get(PLACE).content.decode()
    assert "1 penjual sudah 60 hari" in page
    assert "1 produk tampil tanpa foto" in page
    assert page.count("Keripik Tono") >= 3
    client.force_login(mega)
    page = client.get(PLACE).content.decode()
    assert "1 penjual sudah 60 hari" in page
    assert "Keripik Tono" not in page
    client.force_login(budi)
    assert client.get(PLACE).status_code == 404


def test_what_fewer_than_ten_sellers_make_is_not_published(keripik_pedas: Product) -> None:
    assert actions.publish(timezone.localdate()) == 0
    assert statistics.latest("katalog-produk") is None


@pytest.mark.django_db
def test_the_page_of_an_empty_catalogue_says_so(client: Client, rina: Person) -> None:
    client.force_login(rina)
    assert "Belum ada pesanan yang diterima pembeli" in client.get(PLACE).content.decode()
