"""Posts are given and ended in a real browser, on a phone, with JavaScript and without."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browser import a_page, sign_in
from tests.journeys.steps import is_well, press, unfold
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_an_appointment_with_a_slip_in_it_and_its_end(tree: Tree, browser: Browser, javascript: bool) -> None:
    name, address = ("Putri Ayu", "putri@uji.example") if javascript else ("Bagus Uji", "bagus@uji.example")
    page = a_page(browser, javascript=javascript, width=360)
    sign_in(page, tree.link("hasan"))
    page.get_by_role("navigation").get_by_role("link", name="Jabatan").click()
    is_well(page, "jabatan")
    page.get_by_role("link", name="Penilai inovasi").click()
    page.get_by_label("Surel").fill(address)
    press(page, "Angkat")
    expect(page.get_by_label("Surel")).to_have_value(address)
    is_well(page, "jabatan-keliru")
    page.get_by_label("Nama lengkap").fill(name)
    press(page, "Angkat")
    expect(page.get_by_text(f"{name} memegang jabatan ini.")).to_be_visible()
    is_well(page, "jabatan-diangkat")
    unfold(page, f"Akhiri jabatan {name}")
    press(page, "Akhiri jabatan")
    expect(page.get_by_text("Sesudah hari itu jabatan ini tidak lagi memberinya wewenang.")).to_be_visible()
