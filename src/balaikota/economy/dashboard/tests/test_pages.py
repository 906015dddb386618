"""Ekonomi kota, as a mayor, a planner and a journalist see it."""

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from balaikota.economy.accounts import actions
from balaikota.economy.accounts import queries as accounts
from balaikota.economy.accounts.actions import Figure, Source
from balaikota.economy.accounts.queries import GROWTH
from balaikota.economy.charts import methods as charts
from balaikota.economy.dashboard import jobs
from balaikota.foundation.audit import queries as audit

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures(db: None) -> None:
    actions.load()


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_2022_grew_by_four_point_seven_one_percent(client: Client, figures: None) -> None:
    page = text(client, "/ekonomi/?tahun=2022")
    assert "4,71" in page
    said = "Tahun 2022 ekonomi Kota Medan tumbuh 4,71 %, terutama dari Perdagangan (1,26 poin)"
    assert said in page
    assert "yang menyusut: Pemerintahan." in page
    assert "Provinsi Sumatera Utara: 4,73 % pada tahun yang sama; Kota Medan 0,02 poin lebih lambat." in page
    assert "Diumumkan 4,71 %; jumlah 17 lapangan usaha memberi angka yang sama." in page


def test_the_same_sentence_in_english_has_a_decimal_point(client: Client, figures: None) -> None:
    page = client.get("/ekonomi/?tahun=2022", headers={"accept-language": "en"}).content.decode()
    assert "4.71" in page
    assert "4,71" not in page


def test_a_year_that_is_unknown_falls_back_to_the_newest(client: Client, figures: None) -> None:
    assert "Tahun 2025 ekonomi" in text(client, "/ekonomi/?tahun=1999&acuan=xx&per=gestern")


def test_before_anything_was_known_the_page_says_so(client: Client, figures: None) -> None:
    assert "Pada 1 Januari 2019 belum ada angka yang diketahui" in text(client, "/ekonomi/?per=2019-01-01")
    assert client.get("/ekonomi/sektor/?per=2019-01-01").status_code == 404


def test_without_figures_the_page_says_so(client: Client) -> None:
    assert "Belum ada angka ekonomi kota ini" in text(client, "/ekonomi/")
    assert client.get("/ekonomi/sektor/").status_code == 404


def test_what_was_known_then_is_shown_as_it_was_then(client: Client, figures: None) -> None:
    source = Source("bps-later", "BPS", released_on=date(2027, 2, 1), recorded_on=date(2027, 2, 1))
    figure = Figure("12.71", "2022", Decimal("4.80"), "persen", GROWTH, "", "ADHK", "2010", "r")
    actions.release(source, [figure], by=None)
    assert "Diumumkan 4,80 %, tetapi" in text(client, "/ekonomi/?tahun=2022")
    assert "Diumumkan 4,71 %; jumlah" in text(client, "/ekonomi/?tahun=2022&per=2026-12-31")


def test_every_chart_comes_as_picture_table_and_workbook(client: Client, figures: None) -> None:
    for slug in ("sumbangan", "pertumbuhan", "sektor", "daya-saing", "sosial", "banding"):
        for wish in ("", "?lebar=sempit&tema=gelap&tahun=2022"):
            picture = client.get(f"/ekonomi/bagan/{slug}.svg{wish}")
            assert picture["Content-Type"] == "image/svg+xml"
            assert picture.content.startswith(b"<svg")
        assert len(list(csv.reader(io.StringIO(text(client, f"/ekonomi/bagan/{slug}.csv"))))) > 2
        book = client.get(f"/ekonomi/bagan/{slug}.xlsx").content
        assert "xl/worksheets/sheet2.xml" in zipfile.ZipFile(io.BytesIO(book)).namelist()
    assert client.get("/ekonomi/bagan/sumbangan.png").content.startswith(b"\x89PNG")
    assert client.get("/ekonomi/bagan/sumbangan.pdf").status_code == 404
    assert client.get("/ekonomi/bagan/rahasia.svg").status_code == 404


def test_the_contributions_add_up_to_the_growth(client: Client, figures: None) -> None:
    rows = list(csv.reader(io.StringIO(text(client, "/ekonomi/bagan/sumbangan.csv?tahun=2022"))))[1:]
    parts, whole = [Decimal(row[1]) for row in rows[:-1]], Decimal(rows[-1][1])
    assert len(parts) == 17
    assert abs(sum(parts) - whole) < Decimal("1e-20")
    assert round(whole, 2) == Decimal("4.71")


def test_every_chart_on_a_page_has_its_table_and_downloads(client: Client, figures: None) -> None:
    for address in ("/ekonomi/", "/ekonomi/sektor/", "/ekonomi/banding/"):
        page = text(client, address)
        assert (
            page.count("<figure") == page.count('class="chart-table"') == page.count('class="chart-ways"') > 0
        )


def test_methods_stand_side_by_side_and_the_rest_of_the_province_is_offered(
    client: Client, figures: None
) -> None:
    page = text(client, "/ekonomi/sektor/?acuan=sisa-12&dari=2021&tahun=2024")
    assert "tanpa kota ini" in page
    assert "2021–2024" in page
    assert page.count("<tr>") > 17


def test_the_growth_that_a_target_needs_is_computed(client: Client, figures: None) -> None:
    page = text(client, "/ekonomi/?tahun=2022&menjadi=200.000&dalam=4")
    assert "ekonominya perlu tumbuh 4,91 % setahun" in page
    assert "Tulis PDRB sebagai angka" in text(client, "/ekonomi/?menjadi=banyak&dalam=4")
    assert "Tulis PDRB sebagai angka" in text(client, "/ekonomi/?menjadi=-1&dalam=0")


def test_wrong_figures_stand_beside_the_right_ones(client: Client, figures: None) -> None:
    page = text(client, "/ekonomi/pemeriksaan/")
    assert "tercetak 22.616,04, seharusnya 32.616,04" in page
    assert "-1,58 poin" in page
    assert "4,200" in page
    assert "0,735" in page


def test_ones_own_comparison_keeps_in_its_address(client: Client, figures: None) -> None:
    address = "/ekonomi/banding/?wilayah=12.71&wilayah=35.78&ukuran=indeks"
    page = text(client, address)
    assert "Kota Surabaya" in page
    rows = list(
        csv.reader(
            io.StringIO(text(client, "/ekonomi/bagan/banding.csv?wilayah=12.71&wilayah=35.78&ukuran=indeks"))
        )
    )
    assert rows[0] == ["Tahun", "Kota Medan (indeks)", "Kota Surabaya (indeks)"]
    assert rows[1][1] == ""


def test_a_page_asks_few_questions(
    client: Client, figures: None, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(40):
        text(client, "/ekonomi/?tahun=2023")


def test_the_worker_draws_the_charts_of_the_newest_release_ahead(
    client: Client, figures: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = accounts.newest()
    assert newest is not None
    event = audit.story(newest).first()
    assert event is not None
    jobs.draw_ahead(event.pk)
    monkeypatch.setattr(charts, "drawn", lambda chart, look: "drawn again")
    answer = client.get("/ekonomi/bagan/sumbangan.svg?lebar=sempit&tema=gelap")
    assert answer.content.startswith(b"<svg")
    assert client.get("/ekonomi/bagan/sumbangan.svg?tahun=2022").content == b"drawn again"
