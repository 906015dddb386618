"""Budi puts his first product on the shelf from a phone, without scripts; a buyer reads it; an officer looks at it."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from balaikota.foundation.pictures.tests.conftest import a_photo, a_street
from tests.journeys.browser import a_page
from tests.journeys.steps import as_one_of_the_cast
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey
PATIENCE = 300


def test_the_first_product_is_on_the_shelf_in_under_five_minutes(
    browser: Browser, tree: Tree, tmp_path: Path
) -> None:
    began = time.monotonic()
    name = f"Keripik ubi balado {time.time_ns() % 100_000} 250 g"
    shot = tmp_path / "keripik.jpg"
    shot.write_bytes(a_photo(a_street(time.time_ns() % 1_000_000, (1600, 1200))).read())
    phone = as_one_of_the_cast(browser, tree, "budi", javascript=False)
    phone.set_viewport_size({"width": 360, "height": 740})
    main = phone.get_by_role("main")
    phone.goto(tree.url("/katalog/jual/"))
    if main.get_by_role(
        "link", name="Daftarkan usaha"
    ).count():  # who has no business registers it: two pages
        main.get_by_role("link", name="Daftarkan usaha").click()
        main.locator('[name="what"]').fill("keripik ubi")
        main.get_by_role("button", name="Lanjut").click()
        main.get_by_role("button", name="Daftarkan usaha ini").click()
        phone.goto(tree.url("/katalog/jual/"))
    main.locator('[name="name"]').fill(name)
    main.get_by_role("button", name="Lanjut ke foto").click()
    main.locator('[name="photos"]').set_input_files(str(shot))
    main.get_by_role("button", name="Simpan foto").click()
    expect(main).to_contain_text("Foto utama")
    main.get_by_role("link", name="Lanjut ke harga").click()

    # a price that may mean two things is asked, and what was typed stays
    main.locator('[name="price"]').fill("15,000")
    main.locator('[name="unit"]').fill("bungkus besar")
    main.get_by_role("button", name="Lihat hasilnya").click()
    expect(main).to_contain_text("Rp15.000?")
    expect(main.locator('[name="unit"]')).to_have_value("bungkus besar")
    main.locator('[name="price"]').fill("15rb")
    main.get_by_role("button", name="Lihat hasilnya").click()
    expect(main).to_contain_text("Rp6.000 per 100 g")
    main.get_by_role("button", name="Pasang sekarang").click()
    expect(main).to_contain_text("Pembeli sudah bisa melihatnya")
    assert time.monotonic() - began < PATIENCE
    address = phone.url

    buyer = a_page(browser, width=360)
    buyer.goto(address)
    expect(buyer.get_by_role("heading", level=1)).to_have_text(name)

    desk = as_one_of_the_cast(browser, tree, "rina")
    desk.goto(address)
    desk.get_by_role("link", name="Periksa produk ini").click()
    desk.locator('[name="materials"]').fill("Tulis bahannya.")
    desk.get_by_role("button", name="Minta perbaikan").click()
    assert buyer.goto(address).status == 404  # type: ignore[union-attr]

    # the seller reads why, mends it and puts it back
    phone.goto(address)
    phone.get_by_role("link", name="Ubah produk").click()
    expect(main).to_contain_text("Tulis bahannya.")
    main.locator('[name="materials"]').fill("Ubi kayu, minyak, cabai")
    main.get_by_role("button", name="Simpan").click()
    main.get_by_role("button", name="Pasang sekarang").click()
    assert buyer.goto(address).status == 200  # type: ignore[union-attr]
