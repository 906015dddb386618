"""An officer's idea becomes a trial, is measured and adopted; a resident's idea; an office takes it over; an assessor
reads an indicator otherwise.
"""

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import a_page
from tests.journeys.steps import as_one_of_the_cast, is_well, press, unfold
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey

REASON = "Kriteria ini terpenuhi dan sudah dijelaskan."


def propose(page: Page, title: str) -> str:
    """Fill the proposal that stands open and send it; the address of its page."""
    page.locator("[name=title]").fill(title)
    for name in ("problem", "design", "goal", "benefit"):
        page.locator(f"[name={name}]").fill("Warga menunggu terlalu lama untuk kutipan aktanya di loket.")
    page.locator("[name=service]").select_option("kutipan-kedua")
    page.locator("[name=trial_from]").fill("2025-09")
    page.locator("[name=trial_until]").fill("April")
    for box in page.locator("[name^=kriteria_]").all():
        box.fill(REASON)
    press(page, "Kirim usulan")
    expect(page.get_by_role("main")).to_contain_text(
        "misalnya 2026-04"
    )  # refused in words, nothing typed is lost
    expect(page.locator("[name=title]")).to_have_value(title)
    page.locator("[name=trial_until]").fill("2027-12")
    press(page, "Kirim usulan")
    page.wait_for_url(re.compile(r"/inovasi/INV-"))
    return page.url


def find_fit(laila: Page, address: str, agency: str) -> None:
    laila.goto(address)
    unfold(laila, "Nyatakan layak")
    form = laila.locator("form[action$='/layak/']")
    form.locator("[name=agency]").select_option(agency)
    form.locator("[name=decree]").fill("SK uji 1/2026")
    form.locator("button").click()
    laila.wait_for_load_state()


def plan_and_begin(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Tulis rencana pengukuran").click()
    page.locator("[name=outcome][value=case_days]").check()
    page.locator("[name=service]").select_option("kutipan-kedua")
    page.locator("[name=better][value=lower]").check()
    page.locator("[name=wanted]").fill("2")
    page.locator("[name=start]").fill("2025-09")
    page.locator("[name=last_month]").fill("2027-12")
    page.locator("[name=review_on]").fill("2027-12-31")
    is_well(page, "inovasi-rencana")
    press(page, "Simpan rencana")
    press(page, "Kunci rencana")
    press(page, "Mulai uji coba")


def measured(page: Page, address: str) -> None:
    """Asked for, then computed by the worker."""
    page.goto(address)
    press(page, "Hitung hasilnya sekarang")
    until = time.monotonic() + 600
    while page.locator("#hasil").count() == 0:
        assert time.monotonic() < until, "the worker measured nothing in ten minutes"
        page.wait_for_timeout(2000)
        page.goto(address)
    said = page.locator("#hasil").inner_text()
    assert re.search("Terbukti|Tidak terbukti|Tidak dapat dipastikan|Terlalu dini", said)
    assert "tidak ada pengaruh" not in said.lower()


@pytest.mark.parametrize("javascript", [True, False])
def test_an_officers_idea_is_tried_measured_adopted_and_taken_over(
    tree: Tree, browser: Browser, javascript: bool
) -> None:
    wulan = as_one_of_the_cast(browser, tree, "wulan", javascript=javascript)
    laila = as_one_of_the_cast(browser, tree, "laila", javascript=javascript)
    wulan.goto(tree.url("/inovasi/usul/"))
    is_well(wulan, "inovasi-usul")
    address = propose(wulan, f"Cetak kutipan setiap hari {int(javascript)}")
    find_fit(laila, address, "disdukcapil")
    plan_and_begin(wulan, address)
    measured(wulan, address)
    is_well(wulan, "inovasi-inovasi")

    laila.goto(address)
    unfold(laila, "Terapkan")
    form = laila.locator("form[action$='/terapkan/']")
    form.locator("[name=regulation]").fill("Perwal uji 5/2026")
    form.locator("[name=reason]").fill("Warga memintanya dan biayanya hampir tidak ada.")
    form.locator("button").click()
    laila.wait_for_load_state()
    expect(laila.get_by_role("main")).to_contain_text("diterapkan")

    yusuf = as_one_of_the_cast(browser, tree, "yusuf", javascript=javascript)
    yusuf.goto(address)
    yusuf.get_by_role("link", name="Terapkan di perangkat daerah saya").click()
    yusuf.locator("[name=trial_from]").fill("2026-12")
    yusuf.locator("[name=trial_until]").fill("2027-12")
    press(yusuf, "Kirim usulan")
    expect(yusuf.get_by_role("main")).to_contain_text("Diambil dari")

    an_indicator_is_read_otherwise(wulan, laila, address)


def an_indicator_is_read_otherwise(wulan: Page, laila: Page, address: str) -> None:
    wulan.goto(f"{address}indeks/17/")
    wulan.locator("[name=level][value='3']").check()
    press(wulan, "Simpan")
    expect(wulan.get_by_role("main")).to_contain_text("Tingkat tanpa bukti")  # nothing was brought
    wulan.goto(f"{address}indeks/17/")
    wulan.locator("[name=level][value='3']").check()
    wulan.locator("[name=link]").fill("https://contoh.id/sk-tim.pdf")
    press(wulan, "Simpan")
    number = address.rstrip("/").rsplit("/", 1)[1]

    laila.goto(address.replace(f"inovasi/{number}/", "meja/inovasi/indeks/"))
    part = laila.locator("section", has=laila.locator(f"a[href='/inovasi/{number}/']"))
    part.locator("[name=level]").select_option("1")
    part.locator("[name=reason]").fill("SK ini tidak menyebut peran anggotanya.")
    part.locator("button").click()
    laila.wait_for_load_state()
    wulan.goto(f"{address}indeks/")
    expect(wulan.get_by_role("main")).to_contain_text("SK ini tidak menyebut peran anggotanya.")


def test_a_residents_idea_meets_a_similar_one_and_becomes_a_proposal(tree: Tree, browser: Browser) -> None:
    budi = as_one_of_the_cast(browser, tree, "budi")
    title = "Bangku di halte depan puskesmas"
    said = {
        "title": title,
        "problem": "Lansia berdiri lama menunggu angkot di halte depan puskesmas.",
        "proposal": "Pasang bangku dan atap kecil di halte depan puskesmas.",
    }

    def write(page: Page) -> None:
        page.goto(tree.url("/inovasi/ide/baru/"))
        for name, text in said.items():
            page.locator(f"[name={name}]").fill(text)
        press(page, "Kirim ide")

    write(budi)
    idea = budi.url
    expect(budi.get_by_role("main")).to_contain_text("Dijawab paling lambat")
    is_well(budi, "inovasi-ide")
    sari = as_one_of_the_cast(browser, tree, "sari")
    write(sari)
    expect(sari.get_by_role("main")).to_contain_text("Ide yang mirip sudah ada")
    sari.get_by_role("link", name=title).click()
    press(sari, "Dukung ide ini")
    expect(sari.get_by_role("main")).to_contain_text("1 dukungan")
    budi.goto(idea)
    budi.get_by_role("link", name="Ajukan sebagai usulan inovasi").click()
    address = propose(budi, title)
    expect(budi.get_by_role("main")).to_contain_text("Menunggu pemeriksaan")
    stranger = a_page(browser)
    assert stranger.goto(address).status == 404  # type: ignore[union-attr]
