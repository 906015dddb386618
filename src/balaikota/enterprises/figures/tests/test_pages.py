"""Every number opens; small ones are hidden from who has no post for them; names are for officers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from balaikota.enterprises.figures import actions, queries
from balaikota.enterprises.figures.methods import TOTAL
from balaikota.enterprises.kbli import queries as codes
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise, Source
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions.models import Region
from balaikota.foundation.statistics import queries as statistics


@pytest.fixture
def businesses(city: None, kelurahan: Region, joko: Person) -> list[Enterprise]:
    """Fourteen makers and three sellers in one kecamatan; two of them small, the others micro."""
    made = []
    for n in range(17):
        kbli = codes.kbli("10794" if n < 14 else "47112")
        said = {"sales_year": 3_000_000_000 if n < 2 else 60_000_000, "workers_female": 1}
        entry = register.Entry(f"Usaha {n}", {"kbli": kbli, "kelurahan": kelurahan}, said)
        made.append(register.record(entry, register.OwnerEntry(f"Pemilik {n}"), by=joko))
    return made


def place(code: str = "terdaftar") -> str:
    return reverse("enterprise_figures:measure", args=[code])


def test_every_number_of_the_page_opens_to_definition_date_and_source(
    client: Client, businesses: list[Enterprise], mega: Person
) -> None:
    client.force_login(mega)
    page = client.get(reverse("enterprise_figures:city")).content.decode()
    for measure in queries.measures():
        assert place(measure.code) in page
        told = client.get(place(measure.code)).content.decode()
        assert "Yang dihitung" in told
        assert "Register usaha" in told


def test_the_public_sees_no_small_number_and_cannot_work_it_out(
    client: Client, businesses: list[Enterprise]
) -> None:
    actions.publish(timezone.localdate())
    seen = queries.table(queries.measure("terdaftar"), exact=False)
    assert seen["12.71.01", "dagang"].count is None
    assert seen["12.71.01", "industri"].count is None
    assert seen[TOTAL, TOTAL].count == 17
    page = client.get(place()).content.decode()
    assert "Usaha 3" not in page
    assert "<td>3</td>" not in page
    assert "kurang dari 10 usaha" in page


def test_the_mayor_sees_exact_numbers_and_an_officer_the_businesses(
    client: Client, businesses: list[Enterprise], mega: Person, rina: Person, budi: Person
) -> None:
    client.force_login(mega)
    page = client.get(place()).content.decode()
    assert "<td>3</td>" in page
    assert "Nama usaha hanya dilihat petugas" in page
    client.force_login(rina)
    assert "Usaha 16" in client.get(place(), {"kecamatan": "12.71.01"}).content.decode()
    assert "Tidak ada usaha di sini" in client.get(place(), {"kecamatan": "tidak-diketahui"}).content.decode()
    client.force_login(budi)
    assert "Usaha 16" not in client.get(place()).content.decode()


def test_sizes_of_the_two_laws_stand_apart(businesses: list[Enterprise]) -> None:
    told = {
        each.code: queries.value(each)[0] for each in queries.measures() if each.group.startswith("ukuran")
    }
    assert (told["ukuran-mikro"], told["ukuran-kecil"]) == (15, 2)
    assert (told["ukuran-lama-mikro"], told["ukuran-lama-kecil"], told["ukuran-lama-menengah"]) == (15, 0, 2)


def test_the_day_is_published_with_meaning_and_small_numbers_are_not(businesses: list[Enterprise]) -> None:
    day = timezone.localdate()
    actions.publish(day)
    actions.publish(day)
    reading = statistics.latest("umkm-terdaftar")
    assert reading is not None
    assert (int(reading.value), reading.period) == (17, day.isoformat())
    assert "tidak dihitung" in reading.figure.definition
    assert statistics.history("umkm-terdaftar", day.isoformat()).count() == 1
    assert statistics.latest("umkm-ukuran-kecil") is None


def test_sales_count_once_whoever_told_them_and_growth_needs_six_months(businesses: list[Enterprise]) -> None:
    today, one = timezone.localdate(), businesses[0]
    last = queries.month_before(today)
    register.tell_sales(one, last, 5_000_000, source=Source.OWNER)
    register.tell_sales(one, last, 4_000_000, source=Source.BOOKS)
    assert queries.value(queries.measure("penjualan-bulan")) == (5_000_000, 1)
    assert queries.value(queries.measure("penjualan-naik")) == (0, 0)
    for n in range(2, 7):
        register.tell_sales(one, queries.month_before(today, n), 5_000_000 - n * 100_000, source=Source.OWNER)
    assert queries.value(queries.measure("penjualan-naik")) == (1, 1)


def test_of_two_days_the_sales_of_a_latecomer_cannot_be_worked_out(
    client: Client, businesses: list[Enterprise], mega: Person
) -> None:
    """Eleven told their sales before the month was made public, one the day after."""
    today = timezone.localdate()
    last = queries.month_before(today)
    for each in businesses[:11]:
        register.tell_sales(each, last, 5_000_000, source=Source.OWNER)
    actions.publish(today)
    before = client.get(place("penjualan-bulan")).content.decode()
    assert "Rp55.000.000" in before
    register.tell_sales(businesses[11], last, 7_000_000, source=Source.OWNER)
    actions.publish(today)
    after = client.get(place("penjualan-bulan")).content.decode()
    assert "Rp55.000.000" in after
    assert "62.000.000" not in after
    assert "Peta menurut kecamatan" not in after
    assert statistics.history("umkm-penjualan-bulan", last).count() == 1
    client.force_login(mega)
    assert "62.000.000" in client.get(place("penjualan-bulan")).content.decode()


def test_the_public_does_not_learn_on_which_day_somebody_came(
    client: Client, businesses: list[Enterprise], joko: Person, mega: Person
) -> None:
    address = reverse("enterprise_figures:city")
    assert "Belum ada angka yang diumumkan" in client.get(address).content.decode()
    today = timezone.localdate()
    assert actions.publish(today.replace(day=1)) > 0
    before = [client.get(each) for each in (address, place())]
    facts = {"kbli": businesses[0].kbli, "kelurahan": businesses[0].kelurahan}
    register.record(register.Entry("Pendatang", facts), register.OwnerEntry("Ani"), by=joko)
    assert actions.publish(today) == 0
    after = [client.get(each) for each in (address, place())]
    assert [each.content for each in before] == [each.content for each in after]
    assert [each["ETag"] for each in before] == [each["ETag"] for each in after]
    client.force_login(mega)
    assert ">18 <" in client.get(place()).content.decode()
    next_month = (today.replace(day=1) + timedelta(days=40)).replace(day=1)
    assert actions.publish(next_month) > 0
    told = queries.edition()
    assert told is not None
    assert told.told["terdaftar"]["value"] == 18


@pytest.mark.parametrize(
    ("day", "many", "month"),
    [(date(2026, 11, 29), 1, "2026-10"), (date(2026, 1, 3), 1, "2025-12"), (date(2026, 3, 1), 14, "2025-01")],
)
def test_months_before(day: date, many: int, month: str) -> None:
    assert queries.month_before(day, many) == month


def test_a_double_and_a_plan_are_not_counted(businesses: list[Enterprise]) -> None:
    Enterprise.objects.filter(pk=businesses[0].pk).update(merged_into=businesses[1])
    Enterprise.objects.filter(pk=businesses[2].pk).update(stage="idea")
    assert queries.value(queries.measure("terdaftar"))[0] == 15


def test_an_unknown_number_is_a_404(client: Client, city: Any) -> None:
    assert client.get(place("sembarang")).status_code == 404
