"""Tono keeps a book: nothing is lost, mistakes are taken back, months close, the register hears of his sales."""

import io
import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from balaikota.enterprises.books import actions, methods, queries
from balaikota.enterprises.books.models import Book, Entry, Kind
from balaikota.enterprises.register import contract
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise, Source
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal


def months_ago(count: int) -> date:
    """The first day of a month before this one."""
    first = timezone.localdate().replace(day=1)
    for _turn in range(count):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


@pytest.fixture
def book(keripik: Enterprise, tono: Person) -> Book:
    opening = (actions.Said(Kind.CAPITAL, 1_000_000, months_ago(3), text="Saat buku dibuka"),)
    return actions.open_book(keripik, months_ago(3), opening=opening, by=tono)


def sold(book: Book, amount: int, on: date, by: Person, **more: object) -> Entry:
    return actions.record(book, actions.Said(Kind.SALE, amount, on, **more), by=by)


def test_what_is_sold_is_told_to_the_register(book: Book, tono: Person) -> None:
    first = months_ago(1)
    sold(book, 150_000, first, tono)
    wrong = sold(book, 999_000, first, tono)
    actions.reverse(wrong, by=tono)
    told = register.sales(book.enterprise).get(period=methods.period_of(first), source=Source.BOOKS)
    assert (told.amount, told.orders) == (150_000, 1)


def test_the_same_form_sent_twice_is_written_once(book: Book, tono: Person) -> None:
    key, said = uuid.uuid4(), actions.Said(Kind.SALE, 15_000, timezone.localdate())
    first = actions.record(book, said, key=key, by=tono)
    assert actions.record(book, said, key=key, by=tono) == first
    assert queries.entries(book).filter(kind=Kind.SALE).count() == 1


@pytest.mark.parametrize("change", [{"amount": 1}, {"on": date(2020, 1, 1)}, {"kind": Kind.DRAWING}])
def test_the_database_refuses_to_change_an_entry(book: Book, tono: Person, change: dict[str, object]) -> None:
    entry = sold(book, 15_000, timezone.localdate(), tono)
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()


def test_an_entry_is_taken_back_once(book: Book, tono: Person) -> None:
    entry = sold(book, 15_000, timezone.localdate(), tono)
    back = actions.reverse(entry, by=tono)
    for each in (entry, back):
        with pytest.raises(Refusal):
            actions.reverse(each, by=tono)
    assert methods.balances(queries.ledger(book), timezone.localdate())["kas"] == 1_000_000


def test_months_close_in_order_and_take_nothing_more(book: Book, tono: Person) -> None:
    on = months_ago(3)
    entry = sold(book, 200_000, on, tono)
    with pytest.raises(Refusal):
        actions.close(book, methods.period_of(months_ago(2)), by=tono)
    closing = actions.close(book, methods.period_of(on), by=tono)
    with pytest.raises(Refusal):
        sold(book, 1_000, on, tono)
    actions.reverse(entry, by=tono)  # dated today: the closed month stays as it was told
    assert closing.statements["result"]["sales"] == 200_000
    kept = queries.statements(book, methods.period_of(on))
    assert kept["result"].sales == 200_000
    assert kept["position"].is_balanced
    assert queries.sold_in(book, methods.period_of(on))[0] == 200_000


def test_this_month_is_not_closed_before_it_is_over(keripik: Enterprise, tono: Person) -> None:
    book = actions.open_book(keripik, timezone.localdate(), by=tono)
    with pytest.raises(Refusal):
        actions.close(book, methods.period_of(timezone.localdate()), by=tono)


def test_three_closed_months_are_evidence_for_the_ladder(book: Book, tono: Person) -> None:
    shown = contract.all_evidence()["books.three_months"].shown
    for count in (3, 2, 1):
        assert shown(book.enterprise) == ""
        sold(book, 100_000, months_ago(count), tono)
        actions.close(book, methods.period_of(months_ago(count)), by=tono)
    assert "Tiga bulan" in shown(book.enterprise)


def test_only_an_owner_writes_and_reads(book: Book, client: Client, lina: Person, budi: Person) -> None:
    with pytest.raises(Refusal):
        sold(book, 1_000, timezone.localdate(), budi)
    for who in (lina, budi):
        client.force_login(who)
        assert client.get(book.get_absolute_url()).status_code == 404


def test_an_officer_sees_the_sales_of_a_month_and_nothing_else(
    book: Book, tono: Person, lina: Person
) -> None:
    sold(book, 123_000, timezone.localdate(), tono, text="pesanan bu Ani")
    told = queries.panel(book.enterprise, lina)
    assert told is not None
    assert [each.amount for each in told["told"]] == [123_000]
    assert "book" not in told


# --- pages ----------------------------------------------------------------------------------------


def test_a_clear_sentence_is_written_at_once_and_an_unclear_one_is_asked_about(
    book: Book, client: Client, tono: Person
) -> None:
    client.force_login(tono)
    address = f"{book.get_absolute_url()}tulis/"
    assert client.post(address, {"sentence": "bayar listrik 100rb"}).status_code == 303
    asked = client.post(address, {"sentence": "jual keripik 12 bungkus 15rb"})
    assert asked.status_code == 200
    assert "untuk satu; dikalikan banyaknya" in asked.content.decode()
    assert not queries.entries(book).filter(kind=Kind.SALE).exists()
    today = timezone.localdate().isoformat()
    blanks = {
        "kind": "sale",
        "amount": "Rp15.000",
        "quantity": "12",
        "unit": "bungkus",
        "place": "kas",
        "on": today,
    }
    refused = client.post(f"{book.get_absolute_url()}catat/", blanks)
    assert refused.status_code == 422
    assert client.post(f"{book.get_absolute_url()}catat/", blanks | {"basis": "each"}).status_code == 303
    assert queries.entries(book).get(kind=Kind.SALE).amount == 180_000


def test_an_amount_that_may_mean_thousands_is_refused_and_nothing_typed_is_lost(
    book: Book, client: Client, tono: Person
) -> None:
    client.force_login(tono)
    blanks = {
        "kind": "wages",
        "amount": "15",
        "place": "kas",
        "on": timezone.localdate().isoformat(),
        "text": "Rudi",
    }
    answer = client.post(f"{book.get_absolute_url()}catat/", blanks)
    assert answer.status_code == 422
    assert 'value="Rudi"' in answer.content.decode()
    assert "Rp15.000" in answer.content.decode()


def test_what_was_written_without_a_network_goes_into_the_book_or_waits_there(
    book: Book, client: Client, tono: Person, budi: Person
) -> None:
    assert client.get("/umkm/kas/").status_code == 200
    client.force_login(tono)
    clear, unclear = str(uuid.uuid4()), str(uuid.uuid4())
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    for _twice in range(2):
        said = {"sentence": "bayar listrik 100rb", "on": yesterday, "key": clear}
        assert client.post("/umkm/kas/", said, headers={"X-Luring": "1"}).status_code == 303
        client.post("/umkm/kas/", {"sentence": "jual keripik 12 bungkus 15rb", "key": unclear})
    assert [row.on.isoformat() for row in queries.entries(book).filter(kind=Kind.ENERGY)] == [yesterday]
    assert "jual keripik 12 bungkus 15rb" in client.get(book.get_absolute_url()).content.decode()
    asked = client.post(
        f"{book.get_absolute_url()}tulis/", {"sentence": "jual keripik 12 bungkus 15rb", "key": unclear}
    )
    assert unclear in asked.content.decode()
    blanks = {
        "kind": "sale",
        "amount": "15rb",
        "quantity": "12",
        "basis": "total",
        "place": "kas",
        "on": yesterday,
    }
    assert client.post(f"{book.get_absolute_url()}catat/", blanks | {"key": unclear}).status_code == 303
    assert not queries.jottings(tono).exists()
    client.force_login(budi)  # who has no book yet
    assert client.post("/umkm/kas/", {"sentence": "jual kopi 5rb"}).status_code == 303
    assert queries.jottings(budi).count() == 1


@pytest.mark.parametrize("on", ["2019-01-01", "2999-01-01", "kemarin"])
def test_a_day_outside_the_book_is_refused_beside_its_field(
    book: Book, client: Client, tono: Person, on: str
) -> None:
    client.force_login(tono)
    blanks = {"kind": "wages", "amount": "50rb", "place": "kas", "on": on, "text": "Rudi"}
    answer = client.post(f"{book.get_absolute_url()}catat/", blanks)
    assert answer.status_code == 422
    assert 'value="Rudi"' in answer.content.decode()


def test_the_statements_are_a_page_a_pdf_and_a_workbook_that_say_the_same(
    book: Book, client: Client, tono: Person
) -> None:
    import pikepdf
    from python_calamine import CalamineWorkbook

    sold(book, 345_000, timezone.localdate(), tono, text="=1+1")
    client.force_login(tono)
    address = f"{book.get_absolute_url()}laporan/{methods.period_of(timezone.localdate())}/"
    page = client.get(address).content.decode()
    assert "Seimbang" in page
    assert "Rp345.000" in page
    with pikepdf.open(io.BytesIO(client.get(f"{address}pdf/").content)) as pdf:
        assert len(pdf.pages) >= 1
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{address}lembar/").content))
    rows = dict(
        row[:2] for row in sheets.get_sheet_by_index(0).to_python() if row and isinstance(row[1], float)
    )
    assert rows["Jumlah aset"] == rows["Jumlah liabilitas dan ekuitas"] == 1_345_000
    assert [row[3] for row in sheets.get_sheet_by_name("Buku kas").to_python() if row[4] == 345_000] == [
        "=1+1"
    ]


def test_a_month_outside_the_book_is_not_found(book: Book, client: Client, tono: Person) -> None:
    client.force_login(tono)
    for period in ("2019-01", "2999-01", "x"):
        assert client.get(f"{book.get_absolute_url()}laporan/{period}/").status_code == 404


def test_a_long_book_is_listed_in_few_queries(
    book: Book, client: Client, tono: Person, django_assert_max_num_queries: object
) -> None:
    for _turn in range(40):
        sold(book, 10_000, timezone.localdate(), tono)
    client.force_login(tono)
    with django_assert_max_num_queries(22):
        page = client.get(book.get_absolute_url())
    assert page.content.decode().count("book-entry") >= 30
    assert "sebelum=" in page.content.decode()


def test_tax_is_shown_by_month_and_its_way_is_fixed_once_a_month_is_closed(
    book: Book, client: Client, tono: Person
) -> None:
    sold(book, 510_000_000, months_ago(3), tono)
    client.force_login(tono)
    page = client.get(f"{book.get_absolute_url()}pajak/").content.decode()
    assert "Rp50.000" in page
    actions.close(book, methods.period_of(months_ago(3)), by=tono)
    assert client.post(f"{book.get_absolute_url()}pajak/", {"is_final": ""}).status_code == 409
