"""A coach's day, from the map to the minutes; and a programme in which a place given back goes to the next in line."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from balaikota.foundation.pictures.tests.conftest import a_photo, a_street
from tests.journeys.browser import a_page
from tests.journeys.steps import as_one_of_the_cast, await_shown, is_well, press
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey
COHORT = "/umkm/program/alat-produksi-camilan-angkatan-1/"


def main(page: Page) -> str:
    return page.get_by_role("main").inner_text()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_coachs_day_from_the_map_to_the_minutes(
    tree: Tree, browser: Browser, tmp_path: Path, javascript: bool
) -> None:
    lina = as_one_of_the_cast(browser, tree, "lina", javascript=javascript)
    await_shown(lina, tree.url("/umkm/pendampingan/"), "#usaha tbody tr:nth-child(6)")
    expect(lina.get_by_role("main")).to_contain_text("Usaha yang saya dampingi")
    is_well(lina, "umkm-hari")
    row = lina.locator("#usaha tbody tr").nth(3 if javascript else 4)
    row.get_by_role("link").click()
    lina.wait_for_load_state()
    plan(lina, date.today() + timedelta(days=90 if javascript else 160))
    lina.locator("#pertemuan .home-name a").first.click()
    lina.wait_for_load_state()
    write_minutes(lina, tmp_path)
    expect(lina.get_by_role("main")).to_contain_text("Catatan pertemuan tersimpan")
    expect(lina.locator("#catatan")).to_contain_text("Beli termometer minyak")
    is_well(lina, "umkm-catatan")
    lina.goto(tree.url("/umkm/corong/"))
    expect(lina.get_by_role("main")).to_contain_text("Naik dari yang berakhir")
    is_well(lina, "umkm-corong")


def plan(page: Page, day: date) -> None:
    page.get_by_text("Jadwalkan pertemuan").click()
    form = page.locator("form[action$='/jadwal/']")
    form.locator("[name=on]").fill(day.isoformat())
    form.locator("[name=time]").fill("09:00")
    form.get_by_role("button").click()
    page.wait_for_load_state()
    expect(page.get_by_role("main")).to_contain_text("Pertemuan dijadwalkan")


def write_minutes(page: Page, folder: Path) -> None:
    """First without the day of what was agreed: refused, with everything still there, the photo too."""
    photo = folder / "dapur.jpg"
    photo.write_bytes(a_photo(a_street(11, (900, 700))).read())
    form = page.locator("form[action$='/catat/']")
    form.locator("[name=notes]").fill("Melihat dapur. Minyak terlalu panas, warnanya tidak sama.")
    form.locator("[name=agreed_1]").fill("Beli termometer minyak")
    form.locator("[name=photos]").set_input_files(str(photo))
    press(page, "Simpan catatan")
    expect(page.get_by_role("main")).to_contain_text("kesepakatan tanpa tanggal mudah terlupa")
    form = page.locator("form[action$='/catat/']")
    assert form.locator("[name=agreed_1]").input_value() == "Beli termometer minyak"
    assert form.locator("[name=kept]").count() == 1
    form.locator("[name=due_1]").fill((date.today() + timedelta(days=9)).isoformat())
    press(page, "Simpan catatan")


def test_a_place_given_back_goes_to_the_next_and_everybody_sees_why(tree: Tree, browser: Browser) -> None:
    rina = as_one_of_the_cast(browser, tree, "rina")
    await_shown(rina, tree.url(COHORT), "#pendaftar tbody tr")
    expect(rina.locator("#kriteria")).to_contain_text("Sumber:")
    taken = rina.locator("#pendaftar tbody tr", has_text="diterima")
    waiting = rina.locator("#pendaftar tbody tr", has_text="daftar tunggu")
    before, queue = taken.count(), waiting.count()
    next_one = waiting.first.get_by_role("link").inner_text()
    is_well(rina, "umkm-program")
    out = taken.first
    out.locator("summary").click()
    out.locator("[name=reason]").fill("Usahanya pindah ke luar kota.")
    out.locator("form[action$='/mundur/'] button").click()
    rina.wait_for_load_state()
    assert (taken.count(), waiting.count()) == (before, queue - 1)
    expect(rina.locator("#pendaftar tbody tr", has_text=next_one).first).to_contain_text("diterima")
    tono = as_one_of_the_cast(browser, tree, "tono")
    tono.goto(tree.url(COHORT))
    expect(tono.locator("section[id^=milik]").first).to_contain_text(re.compile(r"nilai Anda \d+"))
    expect(tono.locator("section[id^=milik]").first).to_contain_text("Pekerja, penuh pada lima orang")
    assert "Pendaftar\n" not in main(tono)
    is_well(tono, "umkm-alasan")
    stranger = a_page(browser, width=360)
    stranger.goto(tree.url("/umkm/kota/terdaftar/"))
    expect(stranger.get_by_role("main")).to_contain_text("Nama usaha hanya dilihat petugas register")
    assert "≈" in main(stranger)
    is_well(stranger, "umkm-kota")
