"""The officers' desk: what waits, reasons per field, and taking off the shelf."""

from typing import Any

from django.test import Client

from balaikota.foundation.people.models import Person
from balaikota.products.listings import actions
from balaikota.products.listings.actions import Said
from balaikota.products.listings.models import Product, State

DESK = "/katalog/petugas/"


def test_an_officer_finds_what_waits_and_finds_it_right(
    client: Client, keripik_pedas: Product, rina: Person
) -> None:
    client.force_login(rina)
    assert "Keripik singkong pedas" in client.get(DESK).content.decode()
    address = f"{DESK}{keripik_pedas.checks.get().pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"outcome": "right"}).status_code == 303
    assert "Tidak ada yang menunggu" in client.get(DESK).content.decode()


def test_reasons_are_written_per_field_and_the_seller_reads_them(
    client: Client, keripik_pedas: Product, rina: Person, tono: Person
) -> None:
    client.force_login(rina)
    address = f"{DESK}{keripik_pedas.checks.get().pk}/"
    empty = client.post(address, {"outcome": "wrong"})
    assert empty.status_code == 422
    both = client.post(address, {"outcome": "right", "name": "Salah tulis."})
    assert both.status_code == 422
    assert "Salah tulis." in both.content.decode()
    assert client.post(address, {"outcome": "wrong", "materials": "Sebut minyaknya."}).status_code == 303
    client.force_login(tono)
    own = f"/katalog/toko/{keripik_pedas.enterprise.number}/produk/"
    assert "Sebut minyaknya." in client.get(own).content.decode()
    assert "Sebut minyaknya." in client.get(f"{own}{keripik_pedas.code}/ubah/").content.decode()


def test_what_is_proposed_stands_beside_what_buyers_see(
    client: Client, keripik_pedas: Product, rina: Person, tono: Person
) -> None:
    actions.check(keripik_pedas.checks.get(), {}, by=rina)
    said = {"name": "Keripik baru", "category": "MKN-02", "allergens": ["kedelai"], "halal": "in_process"}
    actions.change(keripik_pedas, Said(said), by=tono)
    client.force_login(rina)
    page = client.get(f"{DESK}{keripik_pedas.checks.get(closed_at=None).pk}/").content.decode()
    for words in ("Keripik singkong pedas", "Keripik baru", "Kue kering", "kedelai", "sedang diurus"):
        assert words in page
    client.force_login(tono)
    own = f"/katalog/toko/{keripik_pedas.enterprise.number}/produk/{keripik_pedas.code}/ubah/"
    page = client.get(own).content.decode()
    assert "Menunggu dilihat petugas" in page
    assert 'value="Keripik baru"' in page


def test_suspending_wants_a_reason_and_restoring_gives_it_back(
    client: Client, keripik_pedas: Product, rina: Person
) -> None:
    client.force_login(rina)
    assert "Petugas" in client.get(keripik_pedas.get_absolute_url()).content.decode()
    address = f"{DESK}produk/{keripik_pedas.code}/"
    assert client.get(f"{address}tarik/").status_code == 200
    assert client.post(f"{address}tarik/", {"reason": ""}).status_code == 422
    assert client.post(f"{address}tarik/", {"reason": "Foto milik orang lain."}).status_code == 303
    assert Product.objects.get().state == State.SUSPENDED
    assert "Sedang ditarik" in client.get(DESK).content.decode()
    assert client.post(f"{address}pulihkan/").status_code == 303
    assert Product.objects.get().state == State.HIDDEN


def test_only_officers_of_the_catalogue_open_the_desk(
    client: Client, keripik_pedas: Product, tono: Person, lina: Person
) -> None:
    for person in (tono, lina):
        client.force_login(person)
        for address in (
            DESK,
            f"{DESK}{keripik_pedas.checks.get().pk}/",
            f"{DESK}produk/{keripik_pedas.code}/tarik/",
        ):
            assert client.get(address).status_code == 404


def test_the_desk_asks_the_same_number_of_questions_for_many(
    client: Client, keripik_pedas: Product, tono: Person, rina: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        said = Said({"name": f"Keripik {number}", "price": 9_000})
        actions.publish(actions.write(keripik_pedas.enterprise, said, by=tono), by=tono)
    client.force_login(rina)
    with django_assert_max_num_queries(14):
        client.get(DESK)
