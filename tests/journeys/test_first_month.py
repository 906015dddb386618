"""Sari has an idea: she registers, opens a book, keeps it for a month, and has statements that balance, as a paper too."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.journeys.steps import as_one_of_the_cast, is_well, press
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey


def last_month() -> tuple[date, str]:
    """Its first day, and how the book names it."""
    first = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    return first, f"{first:%Y-%m}"


@pytest.mark.parametrize("javascript", [True, False])
def test_an_owner_goes_from_an_idea_to_the_statements_of_the_first_month(
    tree: Tree, browser: Browser, javascript: bool
) -> None:
    sari = as_one_of_the_cast(browser, tree, "sari", javascript=javascript)
    sari.set_viewport_size({"width": 360, "height": 800})
    business = registered(sari, tree, "Kue Sari" if javascript else "Kue Sari Dua")
    book = opened(sari, tree, business)
    kept(sari, book)
    corrected(sari, book)
    stated(sari, book)


def registered(page: Page, tree: Tree, name: str) -> str:
    """From an idea to a register number, in her own words."""
    page.goto(tree.url("/umkm/daftar/"))
    page.locator("[name=what]").fill("kue bawang")
    page.locator("[name=name]").fill(name)
    page.locator("[name=stage][value=idea]").check()
    press(page, "Lanjut")
    press(page, "Daftarkan usaha ini")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"UMK-\d{4}-\d{6}"))
    expect(page.locator("#uang-bulan-ini")).to_contain_text("belum dicatat terpisah")
    is_well(page, "bulan-pertama-usaha")
    return page.url


def opened(page: Page, tree: Tree, business: str) -> str:
    """Money of the business apart from the money of the house, from the first day of last month."""
    page.locator("#uang-bulan-ini").get_by_role("link", name="Mulai buku kas").click()
    page.locator("[name=opened_on]").fill(last_month()[0].isoformat())
    page.locator("[name=cash]").fill("500rb")
    page.locator("[name=tools]").fill("1,2 juta")
    press(page, "Buka buku")
    expect(page.get_by_role("main")).to_contain_text("berapa bulan alat itu masih dipakai")
    assert page.locator("[name=cash]").input_value() == "500rb"
    page.locator("[name=tool_months]").fill("12")
    press(page, "Buka buku")
    expect(page.locator(".book-now")).to_contain_text("Rp500.000")
    is_well(page, "bulan-pertama-buku")
    assert page.url.startswith(business)
    return page.url


def tap(page: Page, book: str, kind: str, amount: str, day: int, **more: str) -> None:
    """One entry by its button, on a day of last month."""
    page.goto(f"{book}catat/?jenis={kind}")
    page.locator("main [name=amount]").fill(amount)
    page.locator("main [name=on]").fill(last_month()[0].replace(day=day).isoformat())
    for name, value in more.items():
        page.locator(f"main [name={name}]").fill(value)
    press(page, "Catat")
    expect(page.get_by_role("main")).to_contain_text("Tercatat:")


def kept(page: Page, book: str) -> None:
    """A month by tap and by sentence; what means two things is asked about, nothing is guessed."""
    tap(page, book, "materials", "150rb", 2, text="tepung, mentega")
    tap(page, book, "sale", "300rb", 9, buyer="Bu Ani")
    tap(page, book, "sale", "250rb", 20)
    page.goto(book)
    page.locator("[name=sentence]").fill("jual kue bawang 12 kotak 15rb")
    press(page, "Catat")
    expect(page.get_by_role("main")).to_contain_text("Belum dicatat: periksa dan lengkapi")
    is_well(page, "bulan-pertama-periksa")
    page.locator("[name=on]").fill(last_month()[0].replace(day=25).isoformat())
    press(page, "Catat")
    expect(page.get_by_role("main")).to_contain_text("untuk semuanya, atau untuk satu")
    page.locator("[name=basis][value=each]").check()
    press(page, "Catat")
    expect(page.get_by_role("main")).to_contain_text("Rp180.000")
    page.locator("[name=sentence]").fill("bayar listrik 100rb")
    press(page, "Catat")
    expect(page.get_by_role("main")).to_contain_text("Tercatat: Listrik")


def corrected(page: Page, book: str) -> None:
    """A mistake stays visible, with the entry that takes it back."""
    tap(page, book, "wages", "999rb", 26)
    page.locator("#catatan .book-entry a").first.click()
    press(page, "Batalkan catatan ini")
    expect(page.locator("#catatan")).to_contain_text("membatalkan catatan")


def stated(page: Page, book: str) -> None:
    """The statements balance, close, and go with her as a PDF and a spreadsheet."""
    period = last_month()[1]
    page.goto(f"{book}laporan/{period}/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Seimbang: jumlah aset sama dengan jumlah liabilitas dan ekuitas")
    expect(page.locator("#laba-rugi")).to_contain_text("Rp730.000")
    press(page, "Tutup bulan ini")
    expect(main).to_contain_text("Laporannya tidak berubah lagi")
    is_well(page, "bulan-pertama-laporan")
    paper = page.request.get(f"{book}laporan/{period}/pdf/")
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF-1.4")
    sheet = page.request.get(f"{book}laporan/{period}/lembar/")
    assert sheet.body()[:4] == b"PK\x03\x04"
    page.goto(f"{book}catat/?jenis=sale")
    page.locator("main [name=amount]").fill("10rb")
    page.locator("main [name=on]").fill(last_month()[0].isoformat())
    press(page, "Catat")
    expect(main).to_contain_text("Bulan itu sudah ditutup")
