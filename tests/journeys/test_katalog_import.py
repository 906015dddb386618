"""A seller brings the files they have, from Shopify and from Shopee, on a telephone, with and without JavaScript."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from balaikota.products.offers.tests import shops
from tests.journeys.steps import WIDTHS, as_one_of_the_cast, await_shown, faults_of
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey


def test_a_shopify_and_a_shopee_file_become_products_and_go_again(
    tree: Tree, browser: Browser, tmp_path: Path
) -> None:
    tono = as_one_of_the_cast(browser, tree, "tono")
    place = begin(tono, tree)
    bring(tono, tmp_path, "shopify-lama")
    expect(tono.get_by_role("main")).to_contain_text("Shopify (kolom “Handle”)")
    expect(tono.get_by_role("main")).to_contain_text("Kaus Horas Medan")
    for width in WIDTHS:
        tono.set_viewport_size({"width": width, "height": 800})
        assert faults_of(tono, "katalog-impor") == []
    take_in(tono)
    expect(tono.get_by_role("main")).to_contain_text("sama dengan yang diumumkan")
    bring_again(tono, tmp_path, place, "shopify-lama")
    expect(tono.get_by_role("main")).to_contain_text("tidak akan mengubah apa pun")

    tono.goto(place)
    bring(tono, tmp_path, "shopee-baru")
    expect(tono.get_by_role("main")).to_contain_text("Shopee, unggah massal produk baru")
    take_in(tono)
    tono.goto(place)
    bring(tono, tmp_path, "shopee-harga")
    expect(tono.get_by_role("main")).to_contain_text("12000")
    expect(tono.get_by_role("main")).to_contain_text("13000")
    tono.goto(place)
    with tono.expect_download() as download:
        tono.get_by_role("link", name=re.compile("LKPP")).click()
    assert download.value.path().read_bytes()[:2] == b"PK"


def test_the_same_without_javascript_and_taken_back(tree: Tree, browser: Browser, tmp_path: Path) -> None:
    tono = as_one_of_the_cast(browser, tree, "tono", javascript=False)
    begin(tono, tree)
    bring(tono, tmp_path, "shopify-baru")
    take_in(tono)
    tono.get_by_role("button", name="Batalkan seluruh impor ini").click()
    until(tono, "Dibatalkan")
    expect(tono.get_by_role("main")).to_contain_text("dikembalikan")


def begin(page: Page, tree: Tree) -> str:
    """From the business's page to where files are brought; its address."""
    await_shown(page, tree.url("/umkm/saya/"), "main a:has-text('Keripik Tono')")
    page.get_by_role("main").get_by_role("link", name="Keripik Tono").first.click()
    page.get_by_role("link", name=re.compile("Masukkan berkas dari Shopee")).click()
    page.wait_for_url("**/impor/")
    return page.url


def bring(page: Page, folder: Path, slug: str) -> None:
    name, content = shops.ALL[slug]
    (folder / name).write_bytes(content)
    page.locator("input[name=file]").set_input_files(folder / name)
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.wait_for_url(re.compile(r"/impor/[0-9a-f-]{36}/"))
    until(page, "Siap dimasukkan")


def bring_again(page: Page, folder: Path, place: str, slug: str) -> None:
    page.goto(place)
    bring(page, folder, slug)


def take_in(page: Page) -> None:
    """Choose what is asked for, then bring all in."""
    lists = page.locator("form[action$='/kategori/'] select").all()
    for each in lists:
        if not each.input_value():
            each.select_option("MKN-01")
    if lists:
        page.get_by_role("button", name="Simpan pilihan jenis").click()
    page.get_by_role("button", name="Masukkan ke katalog").click()
    until(page, "Selesai")


def until(page: Page, words: str) -> None:
    """The page says how far the work is; a person looks again."""
    for _each in range(60):
        if words in (page.locator("#kemajuan-judul").text_content() or ""):
            page.reload()
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"never {words}: {page.locator('#kemajuan').text_content()}")
