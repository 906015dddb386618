"""A product's life: written, published, checked, mended, hidden, taken off the shelf; and its stock."""

import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import cast

from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as photos
from balaikota.kit.errors import Refusal
from balaikota.products.listings import actions, queries, rules
from balaikota.products.listings.actions import Said
from balaikota.products.listings.models import Check, Product, State, Variant
from balaikota.products.listings.tests.drawn import a_photo


def _again(product: Product) -> Product:
    return Product.objects.get(pk=product.pk)


def _found_right(product: Product, by: Person) -> None:
    actions.check(product.checks.get(closed_at=None), {}, by=by)


# --- writing and publishing -----------------------------------------------------------------------


def test_the_first_words_are_a_draft_with_its_kind_guessed(keripik: Enterprise, tono: Person) -> None:
    product = actions.write(keripik, Said({"name": "Keripik singkong"}), by=tono)
    assert (product.state, product.category_id, product.price) == (State.DRAFT, "MKN-01", None)
    assert product.ware is not None  # the register knows a ware of this name
    assert len(product.code) == 6


def test_a_stranger_writes_nothing_for_another(keripik: Enterprise, budi: Person) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.write(keripik, Said({"name": "Keripik"}), by=budi)
    assert "penjualnya" in refusal.value.sentence
    assert not Product.objects.exists()


def test_publishing_says_all_that_is_missing_at_once(keripik: Enterprise, tono: Person) -> None:
    product = actions.write(keripik, Said({"name": "zz zz", "category": "LNY-03"}), by=tono)
    with pytest.raises(Refusal) as refusal:
        actions.publish(product, by=tono)
    assert "jenis" in refusal.value.sentence
    assert "harga" in refusal.value.sentence
    assert _again(product).state == State.DRAFT


def test_a_published_product_is_seen_and_waits_for_an_officer(keripik_pedas: Product) -> None:
    assert list(queries.published()) == [keripik_pedas]
    assert queries.product(keripik_pedas.code, viewer=None) == keripik_pedas
    check = keripik_pedas.checks.get()
    assert "name" in check.touched
    assert check.closed_at is None


def test_words_that_do_not_fit_are_refused_by_name(keripik: Enterprise, tono: Person) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.write(keripik, Said({"name": "x" * 200, "availability": "kapan-kapan"}), by=tono)
    assert "Nama produk" in refusal.value.sentence
    assert "Ketersediaan" in refusal.value.sentence


def test_a_code_of_ones_own_names_one_product_of_one_seller(
    keripik_pedas: Product, keripik: Enterprise, tono: Person
) -> None:
    assert queries.by_sku(keripik, "KRP-250") == keripik_pedas
    with pytest.raises(Refusal) as refusal:
        actions.write(keripik, Said({"name": "Keripik manis", "sku": "KRP-250"}), by=tono)
    assert "KRP-250" in refusal.value.sentence


def test_the_same_code_of_another_seller_is_another_product(keripik_pedas: Product, budi: Person) -> None:
    from balaikota.enterprises.register import actions as register

    other = register.register(register.Entry("Keripik Budi"), by=budi)
    assert queries.by_sku(other, "KRP-250") is None
    made = actions.write(other, Said({"name": "Keripik ubi", "sku": "KRP-250"}), by=budi)
    assert queries.by_sku(other, "KRP-250") == made
    assert _again(keripik_pedas).name == "Keripik singkong pedas"


def test_a_seller_that_stands_still_is_not_on_the_shelf(keripik_pedas: Product) -> None:
    Enterprise.objects.update(stage="paused")
    assert not queries.published().exists()


# --- changing -------------------------------------------------------------------------------------


def test_before_anybody_looked_every_change_shows_at_once(keripik_pedas: Product, tono: Person) -> None:
    assert actions.change(keripik_pedas, Said({"name": "Keripik super pedas"}), by=tono) == ["name"]
    assert _again(keripik_pedas).name == "Keripik super pedas"


def test_the_same_words_again_change_nothing(keripik_pedas: Product, tono: Person) -> None:
    before = _again(keripik_pedas).changed_at
    same = {
        "name": keripik_pedas.name,
        "price": 15_000,
        "category": "MKN-01",
        "deliveries": ["pickup", "seller_courier"],
    }
    assert actions.change(keripik_pedas, Said(same), by=tono) == []
    assert _again(keripik_pedas).changed_at == before


def test_what_was_found_right_waits_and_the_rest_shows_at_once(
    keripik_pedas: Product, tono: Person, rina: Person
) -> None:
    _found_right(keripik_pedas, rina)
    said = Said({"name": "Keripik sehat", "price": 16_000, "category": "MKN-02"})
    assert set(actions.change(keripik_pedas, said, by=tono)) == {"name", "price", "category"}
    now = _again(keripik_pedas)
    assert (now.name, now.price, now.category_id) == ("Keripik singkong pedas", 16_000, "MKN-01")
    assert queries.waiting(now) == {"name": "Keripik sehat", "category_id": "MKN-02"}
    _found_right(now, rina)
    now = _again(keripik_pedas)
    assert (now.name, now.category_id) == ("Keripik sehat", "MKN-02")
    assert queries.waiting(now) == {}


def test_a_proposal_that_is_wrong_leaves_the_product_on_the_shelf(
    keripik_pedas: Product, tono: Person, rina: Person
) -> None:
    _found_right(keripik_pedas, rina)
    actions.change(keripik_pedas, Said({"name": "Obat kuat keripik"}), by=tono)
    actions.check(keripik_pedas.checks.get(closed_at=None), {"name": "Bukan obat."}, by=rina)
    now = _again(keripik_pedas)
    assert (now.state, now.name) == (State.PUBLISHED, "Keripik singkong pedas")
    assert queries.reasons_of([now])[now.pk] == [("nama produk", "Bukan obat.")]


def test_who_takes_a_proposal_back_proposes_nothing(
    keripik_pedas: Product, tono: Person, rina: Person
) -> None:
    _found_right(keripik_pedas, rina)
    actions.change(keripik_pedas, Said({"name": "Keripik lain"}), by=tono)
    actions.change(keripik_pedas, Said({"name": "Keripik singkong pedas"}), by=tono)
    assert queries.waiting(keripik_pedas) == {}


def test_a_product_on_the_shelf_is_never_without_a_price(keripik_pedas: Product, tono: Person) -> None:
    with pytest.raises(Refusal):
        actions.change(keripik_pedas, Said({"price": None}), by=tono)
    actions.change(keripik_pedas, Said({"price": None, "basis": "negotiable"}), by=tono)
    assert _again(keripik_pedas).price is None


# --- officers -------------------------------------------------------------------------------------


def test_reasons_send_a_product_back_and_mending_brings_it_to_the_desk_again(
    keripik_pedas: Product, tono: Person, rina: Person
) -> None:
    actions.check(keripik_pedas.checks.get(), {"materials": "Tulis minyaknya.", "name": " "}, by=rina)
    now = _again(keripik_pedas)
    assert now.state == State.NEEDS_FIX
    assert not queries.published().exists()
    assert queries.reasons_of([now])[now.pk] == [("bahan", "Tulis minyaknya.")]
    actions.change(now, Said({"materials": "Singkong, minyak sawit"}), by=tono)
    actions.publish(now, by=tono)
    assert _again(now).state == State.PUBLISHED
    assert queries.to_check().count() == 1


def test_nobody_checks_their_own_product(
    keripik: Enterprise, keripik_pedas: Product, tono: Person, budi: Person
) -> None:
    for person in (tono, budi):
        with pytest.raises(Refusal):
            actions.check(keripik_pedas.checks.get(), {}, by=person)


def test_a_suspended_product_stays_off_until_an_officer_restores_it(
    keripik_pedas: Product, tono: Person, rina: Person
) -> None:
    with pytest.raises(Refusal):
        actions.suspend(keripik_pedas, "  ", by=rina)
    actions.suspend(keripik_pedas, "Kemasan meniru merek lain.", by=rina)
    now = _again(keripik_pedas)
    assert now.state == State.SUSPENDED
    with pytest.raises(Refusal):
        actions.publish(now, by=tono)
    actions.restore(now, by=rina)
    actions.publish(_again(now), by=tono)
    assert _again(now).state == State.PUBLISHED


def test_the_seller_is_told_what_to_mend_and_why_it_was_suspended(
    keripik_pedas: Product, tono: Person, rina: Person
) -> None:
    actions.check(keripik_pedas.checks.get(), {"name": "Sebut bahannya."}, by=rina)
    actions.suspend(_again(keripik_pedas), "Foto milik orang lain.", by=rina)
    cast.run_jobs()
    bodies = " ".join(message.body for message in tono.messages.all())
    assert "Sebut bahannya." in bodies
    assert "Foto milik orang lain." in bodies


# --- a walk through all states --------------------------------------------------------------------

VERBS = ("publish", "hide", "right", "wrong", "suspend", "restore", "rename")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(VERBS), max_size=12))
def test_whatever_people_do_only_a_published_product_is_seen(
    keripik: Enterprise, tono: Person, rina: Person, verbs: list[str]
) -> None:
    product = actions.write(keripik, Said({"name": "Keripik ubi", "price": 9_000}), by=tono)
    for number, verb in enumerate(verbs):
        now = _again(product)
        check = now.checks.filter(closed_at=None).first()
        before = now.state
        try:
            _walk(verb, now, check, number, tono, rina)
        except Refusal:
            assert _again(product).state == before
        now = _again(product)
        assert queries.published().filter(pk=now.pk).exists() == (now.state == State.PUBLISHED)
        assert now.checks.filter(closed_at=None).count() <= 1
        if now.state != before:
            assert any(before in froms and now.state == to for froms, to in rules.TURNS.values())
    product.delete()


def _walk(verb: str, now: Product, check: Check | None, number: int, tono: Person, rina: Person) -> None:
    if verb in ("right", "wrong"):
        if check is not None:
            actions.check(check, {"name": "Salah."} if verb == "wrong" else {}, by=rina)
    elif verb == "suspend":
        actions.suspend(now, "Alasan.", by=rina)
    elif verb == "restore":
        actions.restore(now, by=rina)
    elif verb == "rename":
        actions.change(now, Said({"name": f"Keripik {number}"}), by=tono)
    else:
        getattr(actions, verb)(now, by=tono)


# --- stock, copies, variants, photos --------------------------------------------------------------


def test_stock_is_promised_and_given_back_but_never_below_nothing(keripik_pedas: Product) -> None:
    actions.take(keripik_pedas, None, 38)
    assert _again(keripik_pedas).stock == 2
    with pytest.raises(Refusal) as refusal:
        actions.take(keripik_pedas, None, 3)
    assert "tinggal 2" in refusal.value.sentence
    actions.give_back(keripik_pedas, None, 1)
    assert _again(keripik_pedas).stock == 3


def test_a_variant_counts_its_own_stock_or_the_products(keripik_pedas: Product, tono: Person) -> None:
    said = [
        {"options": [["ukuran", "250 g"]], "stock": 5},
        {"options": [["ukuran", "1 kg"]], "price": 55_000},
    ]
    actions.change(keripik_pedas, Said(variants=said), by=tono)
    small, large = keripik_pedas.variants.all()
    actions.take(keripik_pedas, small, 5)
    actions.take(keripik_pedas, large, 1)
    assert Variant.objects.get(pk=small.pk).stock == 0
    assert _again(keripik_pedas).stock == 39
    assert queries.stock_of(_again(keripik_pedas), large) == 39


def test_variants_keep_their_row_when_they_are_said_again(keripik_pedas: Product, tono: Person) -> None:
    said: list[dict[str, Any]] = [{"options": [["rasa", "pedas"]]}, {"options": [["rasa", "manis"]]}]
    assert actions.change(keripik_pedas, Said(variants=said), by=tono) == ["variants"]
    keys = [each.pk for each in keripik_pedas.variants.all()]
    assert actions.change(keripik_pedas, Said(variants=said), by=tono) == []
    actions.change(keripik_pedas, Said(variants=[said[1] | {"price": 14_000}]), by=tono)
    assert [(each.pk, each.price) for each in keripik_pedas.variants.all()] == [(keys[1], 14_000)]


def test_a_copy_is_a_draft_without_code_and_photos(keripik_pedas: Product, tono: Person) -> None:
    copy = actions.copy(keripik_pedas, by=tono)
    assert (copy.state, copy.sku, copy.price, copy.name) == (
        State.DRAFT,
        "",
        15_000,
        "Keripik singkong pedas (salinan)",
    )
    actions.discard(copy, by=tono)
    with pytest.raises(Refusal):
        actions.discard(keripik_pedas, by=tono)


def test_photos_keep_their_order_and_the_same_photo_elsewhere_is_said(
    keripik_pedas: Product, keripik: Enterprise, tono: Person
) -> None:
    one, two = (photos.receive(a_photo(seed), by=tono).pk for seed in (1, 2))
    actions.change(keripik_pedas, Said(pictures=[one, two]), by=tono)
    assert [each.pk for each in queries.pictures([keripik_pedas])[keripik_pedas.pk]] == [one, two]
    actions.change(keripik_pedas, Said(pictures=[two, one]), by=tono)
    shots = queries.pictures([keripik_pedas])[keripik_pedas.pk]
    assert [each.pk for each in shots] == [two, one]
    assert all(each.is_public for each in shots)
    again = photos.receive(a_photo(1), by=tono).pk
    other = actions.write(keripik, Said({"name": "Keripik lain"}, pictures=[again]), by=tono)
    assert "twin" in other.photos.get().hints
    actions.change(keripik_pedas, Said(pictures=[two]), by=tono)
    assert keripik_pedas.photos.count() == 1


def test_anothers_photo_cannot_be_taken(keripik_pedas: Product, tono: Person, budi: Person) -> None:
    theirs = photos.receive(a_photo(3), by=budi).pk
    for key in (theirs, uuid.uuid4()):
        with pytest.raises(Refusal):
            actions.change(keripik_pedas, Said(pictures=[key]), by=tono)
