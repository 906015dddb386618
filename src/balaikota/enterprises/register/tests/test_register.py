"""Registering, and what may be said of a business."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from balaikota.enterprises.register import actions, methods, queries
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal


def test_an_owner_registers_and_the_size_says_its_test_and_law(keripik: Enterprise, tono: Person) -> None:
    condition = queries.latest_condition(keripik)
    assert condition is not None
    assert (condition.size, condition.size_test, condition.size_law) == (
        "mikro",
        "sales",
        "PP 7/2021 pasal 35–36",
    )
    assert condition.size_before == "mikro"
    assert queries.owns(tono, keripik)
    assert list(queries.owned_by(tono)) == [keripik]


@pytest.mark.parametrize(
    ("capital", "sales", "size", "test"),
    [
        (1_000_000_000, None, "mikro", "capital"),
        (1_000_000_001, None, "kecil", "capital"),
        (10, 2_000_000_001, "kecil", "sales"),
        (None, 50_000_000_000, "menengah", "sales"),
        (None, 50_000_000_001, "besar", "sales"),
    ],
)
def test_the_upper_bound_belongs_to_the_class(capital: int, sales: int, size: str, test: str) -> None:
    found = methods.size_of(capital=capital, sales=sales, on=date(2026, 11, 25))
    assert found is not None
    assert (found.code, found.test) == (size, test)


def test_the_older_law_gives_its_own_class() -> None:
    before = methods.size_of(capital=None, sales=400_000_000, on=date(2020, 1, 1))
    assert before is not None
    assert (before.code, before.law) == ("kecil", "UU 20/2008")
    assert methods.size_of(capital=None, sales=None, on=date(2026, 1, 1)) is None


def test_numbers_of_a_year_follow_one_another(city: None) -> None:
    first, second = actions.draw_numbers(2)
    (third,) = actions.draw_numbers(1)
    assert [first[-6:], second[-6:], third[-6:]] == ["000001", "000002", "000003"]


def test_a_neighbour_neither_sees_nor_changes_it(client: Client, keripik: Enterprise, budi: Person) -> None:
    client.force_login(budi)
    assert client.get(keripik.get_absolute_url()).status_code == 404
    with pytest.raises(Refusal):
        actions.describe(keripik, {"workers_male": 9}, by=budi)
    with pytest.raises(Refusal):
        actions.record(actions.Entry("Usaha Budi"), actions.OwnerEntry("Budi"), by=budi)


def test_owner_and_coach_open_its_page(
    client: Client, keripik: Enterprise, tono: Person, lina: Person
) -> None:
    for person in (tono, lina):
        client.force_login(person)
        answer = client.get(reverse("register:enterprise", args=[keripik.number]))
        assert "Keripik Tono" in answer.content.decode()


def test_a_nik_an_officer_wrote_down_is_sealed_and_gives_no_right(
    keripik: Enterprise, joko: Person, budi: Person
) -> None:
    owner = actions.OwnerEntry("Budi Hasibuan", nik=budi.nik)
    recorded = actions.record(actions.Entry("Bengkel Budi"), owner, by=joko)
    assert recorded.owners.get().nik == budi.nik
    assert not queries.owned_by(budi).exists()
