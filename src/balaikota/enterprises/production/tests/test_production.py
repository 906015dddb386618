"""Tono reckons what a pack costs, makes batches, changes how he fries, and sees what that did."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from balaikota.enterprises.books import actions as books
from balaikota.enterprises.production import actions, queries
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import contract
from balaikota.enterprises.register.models import Enterprise, Ware
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

BLANKS = {
    "materials": "ubi 10 kg 45rb\nminyak 15rb", "gives": "20", "minutes": "120", "wage_hour": "12rb",
    "packaging": "500", "overhead": "10rb", "margin_pct": "30", "price": "",
}  # fmt: skip


@pytest.fixture
def ware(keripik: Enterprise, tono: Person) -> Ware:
    register.mend(keripik, {}, wares=["Keripik singkong"], by=tono)
    return keripik.wares.get()


@pytest.fixture
def address(ware: Ware, client: Client, tono: Person) -> str:
    client.force_login(tono)
    return f"{queries.url(ware.enterprise)}{ware.pk}/"


def test_the_calculator_gives_cost_and_price_and_keeps_them_as_evidence(
    ware: Ware, address: str, client: Client
) -> None:
    shown = contract.all_evidence()
    assert shown["books.hpp"].shown(ware.enterprise) == ""
    assert client.post(f"{address}hpp/", BLANKS).status_code == 303
    page = client.get(address).content.decode()
    assert "Rp5.200" in page
    assert "Rp7.500" in page
    assert shown["books.hpp"].shown(ware.enterprise)
    assert shown["books.margin"].shown(ware.enterprise)


def test_a_price_below_cost_is_said_and_is_no_evidence(ware: Ware, address: str, client: Client) -> None:
    client.post(f"{address}hpp/", BLANKS | {"price": "4rb"})
    assert "setiap satuan rugi" in client.get(address).content.decode()
    assert contract.all_evidence()["books.margin"].shown(ware.enterprise) == ""


def test_a_line_that_cannot_be_read_is_named(address: str, client: Client) -> None:
    answer = client.post(f"{address}hpp/", BLANKS | {"materials": "ubi secukupnya"})
    assert answer.status_code == 422
    assert answer.content.decode().count("ubi secukupnya") >= 2


def batch(ware: Ware, days_ago: int, by: Person, good: int, waste: int) -> None:
    on = timezone.localdate() - timedelta(days=days_ago)
    actions.make(ware, {"on": on, "good": good, "waste": waste}, by=by)


def test_an_improvement_counts_when_the_batches_show_it(ware: Ware, tono: Person, lina: Person) -> None:
    shown = contract.all_evidence()["books.improvement"].shown
    for days_ago in (20, 18, 16):
        batch(ware, days_ago, tono, 80, 20)
    on = timezone.localdate() - timedelta(days=10)
    said = {"what": "Ubi direndam", "measure": "waste", "on": on, "is_coached": True}
    actions.improve(ware, said, by=tono)
    for days_ago in (9, 8):
        batch(ware, days_ago, tono, 95, 5)
    assert shown(ware.enterprise) == ""
    assert queries.panel(ware.enterprise, lina) is None
    batch(ware, 7, tono, 95, 5)
    assert "dari 20,00 menjadi 5,00" in shown(ware.enterprise)
    assert queries.panel(ware.enterprise, lina)


def test_what_an_officer_measured_twice_shows_only_when_it_is_for_the_better(
    ware: Ware, lina: Person, tono: Person
) -> None:
    today, keripik = timezone.localdate(), ware.enterprise
    shown = contract.all_evidence()["coaching.improvement"].shown
    worse = actions.Measured(
        "waste", "Minyak baru", "gram", Decimal(200), today - timedelta(days=9), Decimal(250), today
    )
    actions.measure(keripik, worse, by=lina)
    assert shown(keripik) == ""
    assert queries.improved() == set()
    better = replace(worse, what="Irisan lebih tebal", after=Decimal("120.500"))
    actions.measure(keripik, better, by=lina)
    assert shown(keripik) == "Irisan lebih tebal: 200 menjadi 120,5 gram."
    assert queries.improved() == {keripik.pk}
    assert [str(change.percent) for _row, change in queries.improvements(keripik)] == ["-39.8", "25.0"]
    for wrong, why in (
        ({"on": today + timedelta(days=1)}, "hari ini"),
        ({"before": Decimal(0)}, "di atas nol"),
    ):
        with pytest.raises(Refusal, match=why):
            actions.measure(keripik, replace(better, **wrong), by=lina)
    with pytest.raises(Refusal, match="pendamping"):
        actions.measure(keripik, better, by=tono)


def test_stock_is_what_was_counted_and_made_less_what_was_sold(ware: Ware, tono: Person) -> None:
    today = timezone.localdate()
    book = books.open_book(ware.enterprise, today - timedelta(days=30), by=tono)
    batch(ware, 20, tono, 100, 0)
    actions.count(ware, Decimal(40), today - timedelta(days=10), by=tono)
    batch(ware, 5, tono, 30, 2)
    sale = books.Said("sale", 150_000, today, ware=ware, quantity=Decimal(10), unit="bungkus")
    books.record(book, sale, by=tono)
    books.reverse(books.record(book, sale, by=tono), by=tono)
    assert queries.stock(ware, book) == 60


def test_a_batch_struck_out_no_longer_counts(ware: Ware, address: str, client: Client, tono: Person) -> None:
    batch(ware, 1, tono, 30, 0)
    row = queries.batches(ware).get()
    assert client.post(f"{address}buat/{row.pk}/coret/").status_code == 303
    assert queries.stock(ware, None) is None


def test_value_added_by_month_by_unit_and_by_worker(
    ware: Ware, address: str, client: Client, tono: Person
) -> None:
    today = timezone.localdate()
    book = books.open_book(ware.enterprise, today.replace(day=1), by=tono)
    sale = books.Said("sale", 900_000, today, ware=ware, quantity=Decimal(60), unit="bungkus", buyer="Bu Ani")
    books.record(book, sale, by=tono)
    books.record(book, books.Said("materials", 300_000, today), by=tono)
    books.record(book, books.Said("wages", 200_000, today), by=tono)
    value = queries.values(ware.enterprise)[0]
    assert (value.added, value.per_unit, value.per_worker) == (600_000, 10_000, 200_000)
    assert queries.came_back(ware.enterprise) == (1, 0)
    page = client.get(queries.url(ware.enterprise)).content.decode()
    assert "Rp600.000" in page
    assert "membeli lagi" in page


def test_nothing_is_made_tomorrow_and_nothing_of_nothing(
    ware: Ware, address: str, client: Client, tono: Person
) -> None:
    with pytest.raises(Refusal):
        batch(ware, -1, tono, 1, 0)
    today = timezone.localdate().isoformat()
    assert client.post(f"{address}buat/", {"on": today, "good": "0"}).status_code == 422
    assert client.post(f"{address}stok/", {"counted": "banyak"}).status_code == 422
    assert client.post(f"{address}perbaikan/", {"what": ""}).status_code == 422


def test_it_is_the_owners_alone(ware: Ware, address: str, client: Client, lina: Person, budi: Person) -> None:
    for who in (lina, budi):
        client.force_login(who)
        assert client.get(address).status_code == 404
        assert client.get(queries.url(ware.enterprise)).status_code == 404
