"""What the law asks is shown with its source, and bars only where the law bars."""

from datetime import date

import pytest
from django.test import Client

from balaikota.enterprises.permits import actions as permits
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.products.listings import actions, queries
from balaikota.products.listings.actions import Said
from balaikota.products.listings.models import Product, State

BEFORE, SINCE = date(2026, 10, 17), date(2026, 10, 18)


def test_halal_is_a_wish_until_the_day_and_a_need_from_then_on(keripik_pedas: Product) -> None:
    strength = {
        day: next(each.strength for each in queries.permits(keripik_pedas, day) if each.kind == "halal")
        for day in (BEFORE, SINCE)
    }
    assert strength == {BEFORE: "wish", SINCE: "need"}


def test_what_is_unverified_advises_and_never_bars(keripik_pedas: Product) -> None:
    assert {each.kind for each in queries.permits(keripik_pedas, SINCE)} >= {"nib", "pirt", "halal"}
    assert queries.bars(keripik_pedas, SINCE) == []
    assert keripik_pedas.state == State.PUBLISHED


def _with_pirt(keripik: Enterprise, tono: Person, storage: str) -> Product:
    ware = keripik.wares.get()
    permits.classify(ware, "camilan-kering", by=tono)
    permits.tell(keripik, permits.Told("pirt", "2061271010001-31", ware), by=tono)
    said = {"name": "Keripik singkong", "price": 20_000, "storage": storage}
    return actions.write(keripik, Said(said), by=tono)


def test_a_frozen_product_cannot_rely_on_pirt(keripik: Enterprise, tono: Person) -> None:
    product = _with_pirt(keripik, tono, "frozen")
    with pytest.raises(Refusal) as refusal:
        actions.publish(product, by=tono)
    assert "PerBPOM 4/2024" in refusal.value.sentence
    actions.change(product, Said({"storage": "ambient"}), by=tono)
    actions.publish(product, by=tono)
    assert Product.objects.get(pk=product.pk).state == State.PUBLISHED


def test_an_officers_decision_bars_until_the_permit_is_there(
    keripik: Enterprise, tono: Person, rina: Person
) -> None:
    product = actions.write(keripik, Said({"name": "Keripik singkong", "price": 20_000}), by=tono)
    ware = keripik.wares.get()
    permits.decide(ware, "pirt", is_needed=True, reason="Dikemas dan berlabel.", by=rina)
    with pytest.raises(Refusal):
        actions.publish(product, by=tono)
    permits.tell(keripik, permits.Told("pirt", "2061271010001-31", ware), by=tono)
    actions.publish(product, by=tono)


def test_a_number_is_shown_as_unchecked_until_an_officer_saw_it(
    keripik: Enterprise, tono: Person, rina: Person
) -> None:
    product = _with_pirt(keripik, tono, "ambient")
    line = next(each for each in queries.permits(product, SINCE) if each.kind == "pirt")
    assert (line.number, line.is_checked, line.is_held) == ("2061271010001-31", False, True)
    permits.check(keripik.permits.get(), is_right=True, reason="", by=rina)
    line = next(each for each in queries.permits(product, SINCE) if each.kind == "pirt")
    assert line.is_checked


def test_a_cold_snack_is_advised_as_frozen_food(keripik: Enterprise, tono: Person) -> None:
    product = actions.write(
        keripik, Said({"name": "Bakso beku", "category": "MKN-05", "storage": "frozen"}), by=tono
    )
    assert queries.permit_class(product) == "beku"


def test_a_new_product_is_tied_to_the_register_so_that_its_numbers_can_be_recorded(
    client: Client, keripik: Enterprise, tono: Person
) -> None:
    product = actions.write(keripik, Said({"name": "Keripik pisang", "category": "MKN-01"}), by=tono)
    client.force_login(tono)
    for _twice in range(2):
        at = client.post(f"/katalog/toko/{keripik.number}/produk/{product.code}/izin/")
        assert at["Location"] == f"/umkm/{keripik.number}/izin/"
    ware = Product.objects.get().ware
    assert ware is not None
    assert (ware.name, ware.permit_class) == ("Keripik pisang", "camilan-kering")
    assert set(queries.ware_names(keripik)) == {"Keripik singkong", "Keripik pisang"}
    assert "Keripik pisang" in client.get(at["Location"]).content.decode()
