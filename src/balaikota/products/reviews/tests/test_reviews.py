"""Only who received may review, each thing once; the seller answers, officers hide with a reason."""

import pytest
from django.test import Client
from tests import cast

from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import queries as businesses
from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.products.listings.models import Product
from balaikota.products.orders import queries as orders
from balaikota.products.orders.models import Order
from balaikota.products.orders.tests.conftest import ordered, received
from balaikota.products.reviews import actions, queries
from balaikota.products.reviews.models import Review


@pytest.fixture
def order(keripik_pedas: Product, sari: Person, tono: Person) -> Order:
    return received(keripik_pedas, sari, tono)


def reviewed(order: Order, by: Person, stars: int = 4, words: str = "Renyah.") -> Review:
    return actions.review(order, {orders.lines(order)[0].pk: (stars, words)}, by=by)[0]


def test_a_review_is_written_once_by_who_received(
    order: Order, keripik_pedas: Product, sari: Person, budi: Person
) -> None:
    reviewed(order, sari)
    assert actions.review(order, {orders.lines(order)[0].pk: (1, "Berubah")}, by=sari) == []
    assert queries.standing(queries.of_product(keripik_pedas)) == {"stars": 4.0, "count": 1}
    waiting = ordered(keripik_pedas, budi)
    with pytest.raises(Refusal, match="sudah menerima"):
        reviewed(waiting, budi)
    with pytest.raises(Refusal):
        reviewed(order, budi)


def test_the_pages_of_a_review(
    client: Client, order: Order, keripik_pedas: Product, sari: Person, tono: Person, budi: Person
) -> None:
    client.force_login(sari)
    url = f"{order.get_absolute_url()}nilai/"
    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 422
    line = orders.lines(order)[0]
    assert client.post(url, {f"stars-{line.pk}": "5", f"words-{line.pk}": "Enak sekali"}).status_code == 303
    assert "Enak sekali" in client.get(keripik_pedas.get_absolute_url()).content.decode()
    row, shop = Review.objects.get(), f"/katalog/toko/{keripik_pedas.enterprise.number}/ulasan/"
    client.force_login(budi)
    assert client.get(f"{order.get_absolute_url()}nilai/").status_code == 404
    assert client.post(f"{shop}{row.pk}/jawab/", {"words": "Terima kasih"}).status_code == 404
    assert (
        client.post(f"/katalog/ulasan/{row.pk}/keberatan/", {"why": "Bukan tentang barang"}).status_code
        == 303
    )
    client.force_login(tono)
    assert client.post(f"{shop}{row.pk}/jawab/", {"words": "Terima kasih"}).status_code == 303
    assert "Terima kasih" in client.get(shop).content.decode()


def test_an_officer_hides_with_a_reason_and_the_writer_is_told(
    client: Client, order: Order, sari: Person, budi: Person, rina: Person, tono: Person
) -> None:
    row = reviewed(order, sari, 1, "Penjualnya bodoh")
    actions.object_to(row, "Menghina", by=tono)
    with pytest.raises(Refusal):
        actions.hide(row, "Menghina", by=budi)
    client.force_login(rina)
    assert "Penjualnya bodoh" in client.get("/katalog/petugas/ulasan/").content.decode()
    assert client.post(f"/katalog/petugas/ulasan/{row.pk}/sembunyikan/", {"why": ""}).status_code == 422
    assert (
        client.post(f"/katalog/petugas/ulasan/{row.pk}/sembunyikan/", {"why": "Menghina"}).status_code == 303
    )
    assert not queries.of_seller(row.enterprise).exists()
    cast.run_jobs()
    assert Message.objects.filter(to=sari, subject__contains="disembunyikan").exists()
    with pytest.raises(Refusal, match="sudah disembunyikan"):
        actions.hide(row, "Lagi", by=rina)


def test_a_bad_review_that_keeps_the_rules_stays(
    order: Order, sari: Person, tono: Person, rina: Person
) -> None:
    row = reviewed(order, sari, 1, "Keripiknya melempem.")
    actions.object_to(row, "Merugikan saya", by=tono)
    actions.leave(row, by=rina)
    assert not queries.objected().exists()
    assert queries.of_seller(row.enterprise).exists()


def test_nobody_judges_what_was_said_of_their_own_shop(order: Order, sari: Person, rina: Person) -> None:
    row = reviewed(order, sari)
    businesses.locked(row.enterprise).owners.create(person=rina, name=rina.name)
    with pytest.raises(Refusal, match="tidak berkepentingan"):
        actions.hide(row, "Tidak suka", by=rina)


def test_the_rest_of_a_persons_house(order: Order, sari: Person) -> None:
    reviewed(order, sari, 5)
    assert [item.number for item in queries.own_items(sari)] == ["★★★★★"]
    ((name, _packed),) = queries.pack(sari)
    assert name == "pesanan/ulasan.json"


def test_which_businesses_show_nothing_is_not_told(client: Client, sari: Person, budi: Person) -> None:
    quiet = register.register(register.Entry("Usaha yang belum berjualan"), by=sari)
    page = f"/katalog/toko/{quiet.number}/ulasan/"
    assert client.get(page).status_code == 404
    client.force_login(budi)
    assert client.get(page).status_code == 404
    client.force_login(sari)
    assert "Usaha yang belum berjualan" in client.get(page).content.decode()
