"""A product's page is kept for everybody as it was drawn, and shows nobody what is meant for another."""

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.enterprises.permits import actions as permits
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.products.display import methods, queries
from balaikota.products.display.models import Face
from balaikota.products.listings import actions as listings
from balaikota.products.listings.actions import Said
from balaikota.products.listings.models import Product

OWN = "Ubah produk"


def test_the_page_is_drawn_by_the_first_who_looks_and_kept_for_the_next(
    client: Client, keripik_pedas: Product
) -> None:
    address = keripik_pedas.get_absolute_url()
    first = client.get(address).text
    assert Face.objects.get().language == "id"
    Face.objects.update(body="<p>seperti tersimpan</p>")
    assert "seperti tersimpan" in client.get(address).text
    assert client.get(address, headers={"Accept-Language": "en"}).text != first
    assert sorted(Face.objects.values_list("language", flat=True)) == ["en", "id"]


def test_the_worker_draws_what_was_published_before_anybody_asks(
    client: Client, keripik_pedas: Product
) -> None:
    cast.run_jobs()
    drawn = Face.objects.get()
    assert drawn.body in client.get(keripik_pedas.get_absolute_url()).text
    assert "Masukkan keranjang" in drawn.body


def test_nobody_is_shown_what_its_seller_or_an_officer_sees(
    client: Client, keripik_pedas: Product, tono: Person
) -> None:
    address = keripik_pedas.get_absolute_url()
    seller = Client()
    seller.force_login(tono)
    assert OWN in seller.get(address).text
    assert not Face.objects.exists()
    for _turn in range(2):
        assert OWN not in client.get(address).text
        assert OWN in seller.get(address).text
    assert Face.objects.count() == 1


def test_a_cart_button_on_the_kept_page_works_and_the_cart_is_only_ones_own(
    keripik_pedas: Product, sari: Person
) -> None:
    address, said = keripik_pedas.get_absolute_url(), {"code": keripik_pedas.code, "count": "2"}
    stranger, buyer, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True), Client()
    buyer.force_login(sari)
    for each in (stranger, buyer):
        assert "Masukkan keranjang" in each.get(address).text
        assert each.post("/katalog/keranjang/tambah/", said).status_code == 303
        assert "masuk keranjang" in each.get(address).text  # the message, on the first page they see
        assert "masuk keranjang" not in other.get(address).text
    assert "masuk keranjang" not in Face.objects.get(language="id").body


def test_what_is_taken_off_the_shelf_is_gone_at_once(
    client: Client, keripik_pedas: Product, keripik: Enterprise, tono: Person, rina: Person
) -> None:
    address = keripik_pedas.get_absolute_url()
    assert client.get(address).status_code == client.get(address).status_code == 200
    listings.suspend(keripik_pedas, "Bukan makanan.", by=rina)
    assert client.get(address).status_code == 404
    listings.restore(keripik_pedas, by=rina)
    listings.publish(keripik_pedas, by=tono)
    assert client.get(address).status_code == 200
    register.mend(keripik, {"stage": "paused"}, wares=[], by=tono)
    assert client.get(address).status_code == 404


def test_a_permit_that_an_officer_has_seen_is_told_after_its_event(
    client: Client, keripik: Enterprise, tono: Person, rina: Person
) -> None:
    ware, today = keripik.wares.get(), timezone.localdate()
    permits.classify(ware, "camilan-kering", by=tono)
    product = listings.write(keripik, Said({"name": "Keripik singkong", "price": 20_000}), by=tono)
    listings.publish(product, by=tono)
    cast.run_jobs()
    assert "2061271010001-31" not in client.get(product.get_absolute_url()).text
    told = permits.Told("pirt", "2061271010001-31", ware, expires_on=today)
    permit = permits.tell(keripik, told, by=tono)
    cast.run_jobs()
    assert "belum diperiksa</span>" in client.get(product.get_absolute_url()).text
    permits.check(permit, is_right=True, reason="", by=rina)
    cast.run_jobs()
    assert "sudah diperiksa petugas</span>" in client.get(product.get_absolute_url()).text
    assert Face.objects.get().until == today  # and says it no longer when the permit has ended


def test_a_new_release_draws_every_page_anew(
    client: Client, keripik_pedas: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = keripik_pedas.get_absolute_url()
    client.get(address)
    Face.objects.update(body="seperti rilis lama")
    monkeypatch.setattr(methods, "release", lambda address: "baru")
    assert "seperti rilis lama" not in client.get(address).text
    assert queries.face(keripik_pedas.code, "id") is not None


def test_what_a_seller_writes_is_text_on_the_kept_page_too(
    client: Client, keripik_pedas: Product, tono: Person
) -> None:
    trick = "<script>alert(1)</script>"
    listings.change(keripik_pedas, Said({"name": trick, "description": trick, "materials": trick}), by=tono)
    for _turn in range(2):
        page = client.get(keripik_pedas.get_absolute_url()).text
        assert trick not in page
        assert "&lt;script&gt;alert(1)" in page
