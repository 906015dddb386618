"""A card says what its product says, in the reader's language, and only what an officer has checked."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.enterprises.permits.models import Permit, State
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.products.display import actions, methods, queries
from balaikota.products.display.methods import Facts
from balaikota.products.display.models import Card, Tally
from balaikota.products.listings import actions as listings
from balaikota.products.listings.models import Product

PLAIN = {"code": "k1", "url": "/katalog/p/k1/", "seller": uuid.UUID(int=5), "seller_name": "Tono",
         "category": "MKN-01", "category_name": "Keripik", "parent": "MKN"}  # fmt: skip


@pytest.mark.django_db  # names of the city are protected words
@given(st.text(max_size=60), st.text(max_size=40), st.text(max_size=200))
def test_whatever_a_seller_writes_is_only_text(title: str, unit: str, description: str) -> None:
    facts = Facts(title=title, unit=unit, description=description, price=1_000, **PLAIN)  # type: ignore[arg-type]
    told = methods.spoken(methods.card(facts))
    assert told.count("<li") == 1
    assert told.count("<a ") == 1
    assert "\x1f" not in told
    assert "'" not in methods.vector(facts)
    assert ":" not in methods.vector(facts)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"price": 15_000, "unit": "kg"}, "<strong>Rp15.000</strong> <span>/ kg</span>"),
        ({"price": 10_000, "price_to": 20_000, "basis": "range"}, "<strong>Rp10.000</strong> – Rp20.000"),
        ({"price": 10_000, "basis": "from"}, "mulai <strong>Rp10.000</strong>"),
        ({"basis": "negotiable"}, "bisa ditawar"),
        ({"basis": "on_request"}, "tanya harga"),
    ],
)
def test_how_a_price_is_told(facts: dict[str, object], told: str) -> None:
    assert told in methods.spoken(methods.card(Facts(title="Keripik", **PLAIN, **facts)))  # type: ignore[arg-type]


def test_one_card_speaks_every_language() -> None:
    card = methods.card(Facts(title="Keripik", price=1_000, **PLAIN))  # type: ignore[arg-type]
    assert "siap kirim" in methods.spoken(card)
    with translation.override("en"):
        assert methods.spoken(card).count("\x1f") == 0


def test_only_a_checked_permit_in_force_is_shown(
    keripik_pedas: Product, keripik: Enterprise, tono: Person
) -> None:
    today = timezone.localdate()
    permit = Permit.objects.create(
        enterprise=keripik, kind="halal", number="ID1", expires_on=today, told_by=tono
    )
    actions.write(keripik_pedas.pk)
    assert "Halal" not in Card.objects.get().html
    Permit.objects.filter(pk=permit.pk).update(state=State.CONFIRMED)
    actions.write(keripik_pedas.pk)
    card = Card.objects.get()
    assert "Halal" in card.html
    assert card.until == today
    Permit.objects.filter(pk=permit.pk).update(expires_on=today - timedelta(days=1))
    assert actions.write_what_ends(today + timedelta(days=1)) == 1
    assert "Halal" not in Card.objects.get().html


def test_the_card_follows_the_product_and_the_counts_follow_the_cards(
    keripik_pedas: Product, tono: Person
) -> None:
    cast.run_jobs()
    before = queries.pulse()
    assert actions.recount_if_changed()
    assert not actions.recount_if_changed()
    assert Tally.objects.get(scope="MKN").counts["categories"] == {"MKN-01": 1}
    listings.hide(keripik_pedas, by=tono)
    cast.run_jobs()
    assert not Card.objects.exists()
    assert actions.recount_if_changed()
    assert not Tally.objects.exists()
    assert queries.pulse() >= before


def test_building_anew_changes_nothing_that_is_shown(keripik_pedas: Product) -> None:
    cast.run_jobs()
    kept = Card.objects.values("html", "turn", "lap", "marks", "category").get()
    assert actions.rebuild() == 1
    assert queries.is_current()
    assert Card.objects.values("html", "turn", "lap", "marks", "category").get() == kept
