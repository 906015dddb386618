"""Is the city growing, and in what? A journalist reads, downloads and compares; an operator brings a table in."""

from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from balaikota.economy.workbooks.tests import layouts
from tests.journeys.browser import a_page
from tests.journeys.steps import as_one_of_the_cast, faults_of
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey
WIDTHS = (360, 1280)


@pytest.fixture(autouse=True)
def figures(tree: Tree) -> None:
    tree.balaikota("load_economy")


def pictures_of(page: Page) -> list[int]:
    """How wide each chart came out; nought is a picture that did not come."""
    page.evaluate("() => document.querySelectorAll('img').forEach(each => { each.loading = 'eager' })")
    page.wait_for_function("() => [...document.querySelectorAll('.chart img')].every(each => each.complete)")
    widths: list[int] = page.evaluate(
        "() => [...document.querySelectorAll('.chart img')].map(each => each.naturalWidth)"
    )
    return widths


@pytest.mark.parametrize("width", WIDTHS)
def test_a_journalist_reads_the_year_and_takes_its_table(tree: Tree, browser: Browser, width: int) -> None:
    page = a_page(browser, width=width)
    page.set_default_timeout(60_000)
    page.goto(tree.url("/ekonomi/?tahun=2022"))
    expect(page.get_by_text("Tahun 2022 ekonomi Kota Medan tumbuh 4,71 %")).to_be_visible()
    assert len(widths := pictures_of(page)) == 4
    assert all(widths)
    page.locator("summary", has_text="Tabel, metode, dan sumber").first.click()
    expect(page.get_by_role("cell", name="4,71").first).to_be_visible()
    assert faults_of(page, f"ekonomi-{width}") == []
    with page.expect_download() as taken:
        page.locator("#bagan-sumbangan .chart-ways a", has_text="CSV").click()
    assert Path(taken.value.path()).read_text().startswith("Lapangan usaha")
    for address in (
        "sektor/",
        "banding/?wilayah=12.71&wilayah=35.78&ukuran=indeks",
        "prakiraan/",
        "kinerja/",
        "pemeriksaan/",
        "metode/",
        "terbuka/",
    ):
        page.goto(tree.url(f"/ekonomi/{address}"))
        assert all(pictures_of(page))
        assert faults_of(page, f"ekonomi-{address.partition('/')[0]}-{width}") == []


def test_an_operator_sees_why_a_table_is_refused_and_keeps_one_that_adds_up(
    tree: Tree, browser: Browser, tmp_path: Path
) -> None:
    page = as_one_of_the_cast(browser, tree, "hasan", javascript=False)
    page.set_default_timeout(60_000)
    for name, content in (
        ("salah.csv", layouts.semicolons(spoil=Decimal(-1000))),
        ("benar.xlsx", layouts.classic()),
    ):
        (tmp_path / name).write_bytes(content)
        page.goto(tree.url("/meja/ekonomi/"))
        page.get_by_label("Wilayah").select_option(label="Kota Medan")
        page.get_by_label("Kode rilis").fill(f"uji-{name.partition('.')[0]}")
        page.locator("[name=file]").set_input_files(tmp_path / name)
        page.get_by_role("button", name="Baca tabel").click()
        if name == "salah.csv":
            expect(page.get_by_text("Tabel ini tidak dapat disimpan")).to_be_visible()
            expect(page.get_by_text("H Transportasi dan Pergudangan").first).to_be_visible()
            expect(page.get_by_role("button", name="Simpan sebagai rilis")).to_have_count(0)
    page.get_by_role("button", name="Simpan sebagai rilis").click()
    expect(page.get_by_text("Sudah disimpan sebagai rilis.")).to_be_visible()
