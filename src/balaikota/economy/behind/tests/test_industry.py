"""What small businesses add, and what stands behind an industry, as a planner and a stranger see it."""

import csv
import io
import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from balaikota.economy.accounts import actions as accounts
from balaikota.economy.added import actions, queries
from balaikota.economy.added.models import Edition, Sum
from balaikota.enterprises.books import actions as books
from balaikota.enterprises.books import methods as ledgers
from balaikota.enterprises.books.models import Kind
from balaikota.enterprises.kbli import queries as codes
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import queries as regions

YEAR = timezone.localdate().year - 1
MAKERS, COOKS, MONTH = 12, 3, 4_000_000


def a_year_of_books(owner: Person, code: str, place: int, months: int = 12) -> Enterprise:
    """A business that sold four million a month and bought for one and a half."""
    village = next(iter(regions.villages_of_city()))
    entry = register.Entry(
        f"Usaha {code} {place}", {"kbli": codes.kbli(code), "kelurahan": village}, {"sales_year": 48_000_000}
    )
    enterprise = register.register(entry, by=owner)
    book = books.open_book(enterprise, date(YEAR, 1, 1), by=owner)
    for month in range(1, months + 1):
        period = f"{YEAR}-{month:02d}"
        on = ledgers.month_end(period)
        books.record(book, books.Said(Kind.SALE, MONTH, on), by=owner)
        books.record(book, books.Said(Kind.MATERIALS, 1_500_000, on), by=owner)
        books.close(book, period, by=owner)
    return enterprise


@pytest.fixture
def kept(city: None, kelurahan: object, tono: Person) -> None:
    """Twelve makers and three cooks with a whole year, and one maker who stopped in November."""
    accounts.load()
    for place in range(MAKERS):
        a_year_of_books(tono, "10794", place)
    for place in range(COOKS):
        a_year_of_books(tono, "56102", place)
    a_year_of_books(tono, "10794", 99, months=10)
    actions.publish(YEAR)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_three_cooks_are_told_only_together_with_the_makers(kept: None, client: Client) -> None:
    edition = queries.edition()
    assert edition is not None
    assert {row.keepers for row in edition.sums.all()} == {MAKERS + COOKS}
    page = text(client, "/ekonomi/umkm/")
    assert "450 juta rupiah" in page  # 15 businesses, 12 months, 2.5 million
    assert "15 dari 16 usaha dalam register" in page


def test_no_page_or_download_gives_a_sum_of_fewer_than_ten(kept: None, client: Client) -> None:
    """The three cooks are in no table, and all fifteen together leave nothing to take away."""
    for slug in ("nilai-tambah-usaha", "nilai-tambah-kecamatan"):
        assert client.get(f"/ekonomi/bagan/{slug}.csv").status_code == 404
    told = text(client, "/ekonomi/sektor/i/")
    assert "Kurang dari sepuluh usaha tercatat" in told
    assert "450 juta rupiah dari 15 usaha" in told
    assert "90" not in re.findall(r"\b\d+\b", told)  # what the three cooks add


def test_ten_cooks_are_told_beside_the_makers(
    city: None, kelurahan: object, tono: Person, client: Client
) -> None:
    accounts.load()
    for place in range(10):
        a_year_of_books(tono, "10794", place)
        a_year_of_books(tono, "56102", place)
    actions.publish(YEAR)
    told = client.get("/ekonomi/bagan/nilai-tambah-usaha.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [(row["Usaha"], row["Nilai tambah (juta rupiah)"]) for row in rows] == [
        ("10", "300"),
        ("10", "300"),
    ]
    assert client.get("/ekonomi/bagan/nilai-tambah-usaha.svg").status_code == 200


def test_the_year_is_made_once_so_that_a_latecomer_is_not_given_away(
    kept: None, tono: Person, client: Client
) -> None:
    before = text(client, "/ekonomi/umkm/")
    a_year_of_books(tono, "10794", 100)
    actions.publish(YEAR)
    assert Sum.objects.count() == 3
    assert text(client, "/ekonomi/umkm/") == before


def test_how_many_there_are_is_said_once_a_year_so_that_no_day_tells_of_a_newcomer(
    kept: None, tono: Person, client: Client
) -> None:
    before = text(client, "/ekonomi/sektor/c/")
    for place in range(200, 203):  # from thirteen makers to sixteen: a live count would turn from 10 to 20
        register.register(register.Entry(f"Usaha {place}", {"kbli": codes.kbli("10794")}), by=tono)
    assert text(client, "/ekonomi/sektor/c/") == before


def test_a_year_that_was_made_before_counting_says_so(kept: None, client: Client) -> None:
    Edition.objects.update(counts={})
    assert "Belum dihitung" in text(client, "/ekonomi/sektor/c/")


def test_a_year_that_is_not_over_is_not_made(kept: None) -> None:
    assert actions.publish(timezone.localdate().year) is None


def test_without_ten_books_the_page_says_what_is_missing(client: Client, db: None) -> None:
    assert actions.publish(YEAR) is None
    assert "Perlu sepuluh usaha" in text(client, "/ekonomi/umkm/")
    assert client.get("/ekonomi/bagan/nilai-tambah-usaha.csv").status_code == 404
    assert client.get("/ekonomi/sektor/tidak-ada/").status_code == 404


def test_an_industry_shows_what_stands_behind_it(kept: None, client: Client) -> None:
    told = text(client, "/ekonomi/sektor/c/")
    assert "Industri Pengolahan" in told
    assert "sekitar 10" in told  # thirteen makers, in tens
    assert "Belum ada inovasi yang menyebut lapangan usaha ini" in told
