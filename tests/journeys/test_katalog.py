"""The e-Katalog: a buyer finds by misspelt words and orders from two sellers; an office compares three quotations."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import a_page, sign_in
from tests.journeys.steps import as_one_of_the_cast, await_shown, is_well, press
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey


#: Typed with a slip of the finger, and the word that was meant: two things, of two sellers.
SLIPS = (("sirup makisa", "markisa"), ("sambal andlaiman", "andaliman"))


def search_for(page: Page, tree: Tree, typed: str, meant: str) -> list[str]:
    """From the front of the catalogue, as buyers do: what it was taken for is said, and the products are there."""
    page.goto(tree.url("/katalog/"))
    page.locator("form.search [name=q]").fill(typed)
    page.locator("form.search button").click()
    page.wait_for_url("**/katalog/cari/**")
    expect(page.get_by_role("main")).to_contain_text("Tidak ada yang tertulis persis begitu")
    expect(page.locator("main .notice strong")).to_contain_text(meant)
    expect(page.locator(".goods-card .goods-name").first).to_contain_text(meant)
    return [link.get_attribute("href") or "" for link in page.locator(".goods-card a").all()]


def put_in_the_cart(page: Page, tree: Tree, addresses: list[str]) -> bool:
    """The first of these products that can be ordered."""
    for address in addresses:
        page.goto(tree.url(address))
        if page.get_by_role("button", name="Masukkan keranjang").count():
            press(page, "Masukkan keranjang")
            if page.url.endswith("/katalog/keranjang/"):
                return True
    return False


@pytest.mark.parametrize("javascript", [True, False])
def test_a_buyer_finds_by_misspelt_words_and_orders_two_things_from_two_sellers(
    tree: Tree, browser: Browser, javascript: bool
) -> None:
    buyer = a_page(browser, javascript=javascript, width=360)
    await_shown(buyer, tree.url("/katalog/cari/?q=markisa"), ".goods-card a")
    for typed, meant in SLIPS:
        found = search_for(buyer, tree, typed, meant)
        if typed == SLIPS[0][0]:
            is_well(buyer, "katalog-salah-ketik")
        assert put_in_the_cart(buyer, tree, found)
    expect(buyer.get_by_role("main")).to_contain_text("Masuk dahulu")
    is_well(buyer, "katalog-keranjang")
    sign_in(buyer, tree.link("laila"))
    buyer.goto(tree.url("/katalog/keranjang/"))
    buyer.locator("[name=phone]").fill("0812 3456 7890")
    for group in buyer.locator("form[action$='/kirim/'] fieldset").all():
        group.locator("input[type=radio]").first.check()
    buyer.locator("[name=address]").fill("Jl. Contoh No. 1")
    press(buyer, "Kirim permintaan")
    expect(buyer.get_by_role("main")).to_contain_text("2 pesanan terkirim")
    is_well(buyer, "katalog-pesanan")
    addresses = [link.get_attribute("href") or "" for link in buyer.locator("main .home-rows a").all()][:2]
    buyer.goto(tree.url(addresses[0]))
    expect(buyer.get_by_role("main")).to_contain_text("menunggu jawaban penjual")
    is_well(buyer, "katalog-satu-pesanan")
    buyer.locator("details summary", has_text="Batalkan").click()
    buyer.locator("form[action$='/batal/'] [name=reason]").fill("Salah pilih.")
    press(buyer, "Batalkan pesanan")
    expect(buyer.get_by_role("main")).to_contain_text("Pesanan dibatalkan")
    press(buyer, "Pesan lagi")
    expect(buyer.get_by_role("main")).to_contain_text("Kirim permintaan")


@pytest.mark.parametrize("javascript", [True, False])
def test_an_office_compares_three_quotations_and_chooses(
    tree: Tree, browser: Browser, javascript: bool
) -> None:
    """Of the sample city: three sellers have answered and the time is over. A new one is asked for beside it."""
    rina = as_one_of_the_cast(browser, tree, "rina", javascript=javascript)
    await_shown(rina, tree.url("/katalog/penawaran/"), "a:has-text('Konsumsi rapat koordinasi UMKM')")
    is_well(rina, "katalog-penawaran")
    closes = timezone.localtime() + timedelta(days=1)
    rina.get_by_role("main").get_by_role("link", name="Minta penawaran").click()
    for name, said in {
        "title": f"Uji {closes:%H%M%S}", "needs": "Nasi kotak 20 kotak\nTeh 20 botol", "place": "Aula",
        "needed_on": f"{closes + timedelta(days=2):%Y-%m-%d}", "closes_at": f"{closes:%Y-%m-%dT%H:%M}",
    }.items():  # fmt: skip
        rina.locator(f"[name={name}]").fill(said)
    is_well(rina, "katalog-minta-penawaran")
    press(rina, "Lanjut memilih penjual")
    for _turn in range(3):
        rina.locator("form[action$='/penjual/tambah/'] button").first.click()
        rina.wait_for_load_state()
    is_well(rina, "katalog-penjual")
    press(rina, "Kirim permintaan")
    expect(rina.get_by_role("main")).to_contain_text("0 dari 3 penjual")
    expect(rina.get_by_role("main")).to_contain_text("Penawaran tersegel")
    is_well(rina, "katalog-tersegel")
    rina.goto(tree.url("/katalog/penawaran/"))
    rina.get_by_role("link", name="Konsumsi rapat koordinasi UMKM").click()
    expect(rina.locator("#perbandingan")).to_contain_text("jumlah terendah yang lengkap")
    expect(rina.locator("#perbandingan thead th")).to_have_count(4)
    is_well(rina, "katalog-perbandingan")
    if rina.locator("form[action$='/pilih/']").count():
        rina.locator("[name=offer]").first.check()
        rina.locator("[name=reason]").first.fill("Lengkap, dan yang paling cepat.")
        press(rina, "Catat pilihan")
    expect(rina.get_by_role("main")).to_contain_text("Dipilih:")
    minutes = rina.get_by_role("link", name="Berita acara (PDF)").get_attribute("href") or ""
    answer = rina.request.get(tree.url(minutes))
    assert answer.headers["content-type"] == "application/pdf"
