"""Budi comes to the counter: Wulan types for him, he chooses when to be recorded, and his number is called."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import a_page, apply, papers
from tests.journeys.steps import as_one_of_the_cast, faults_of, send
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey
BUDI = "1271011201909991"
HOURS = {"from_time": "15:30", "until_time": "16:30", "minutes": "15", "capacity": "1"}


def open_hours(page: Page, tree: Tree) -> None:
    """Wednesdays after the hours of the demo city, unless that was done; and a group of its own in the queue."""
    page.goto(tree.url("/loket/jam/"))
    if page.get_by_text("15.30–16.30").count():
        return
    form = page.locator("form[action$='/jam/tambah/']")
    form.locator("[name=weekday]").select_option("2")
    for name, value in HOURS.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("button").click()
    page.wait_for_load_state()
    form = page.locator("form[action$='/kelompok/']")
    form.locator("[name=letter]").fill("Z")
    form.locator("[name=name]").fill("Perekaman")
    form.locator("button").click()
    page.wait_for_load_state()


def typed_for_budi(page: Page, tree: Tree, photo: str, *, javascript: bool) -> str:
    """From his NIK to the receipt: the number of the case."""
    page.goto(tree.url("/loket/"))
    page.locator("[name=nik]").fill(BUDI)
    page.get_by_role("button", name="Cari warga ini").click()
    page.wait_for_load_state()
    page.locator("[name=service]").select_option("ktp-baru")
    page.locator("[name=identity_checked]").check()
    page.get_by_role("button", name="Mulai mengisi").click()
    page.wait_for_load_state()
    expect(page.get_by_role("main")).to_contain_text("Anda mengisi untuk Budi Hasibuan")
    page.locator("#halaman a").first.click()
    answers = {"pemohon_no_kk": "1271012503249991", "status_kawin": "belum_kawin", "sudah_rekam": False}
    answers |= {"berkas_kk": photo, "cara_terima": "unduh"}
    apply(page, answers, javascript=javascript)
    number, _secret = send(page)
    return number


@pytest.mark.parametrize("javascript", [True, False])
def test_who_comes_in_person_is_typed_for_received_and_called(
    tree: Tree, browser: Browser, tmp_path: Path, javascript: bool
) -> None:
    open_hours(as_one_of_the_cast(browser, tree, "ratna", javascript=javascript), tree)
    wulan = as_one_of_the_cast(browser, tree, "wulan", javascript=javascript)
    number = typed_for_budi(wulan, tree, papers(tmp_path)["photo"], javascript=javascript)

    budi = as_one_of_the_cast(browser, tree, "budi", javascript=javascript)
    budi.goto(tree.url(f"/permohonan/{number}/"))
    expect(budi.get_by_role("main")).to_contain_text("Diisikan di loket oleh Wulan Lestari")
    budi.get_by_role("link", name="Pilih waktu").click()
    day = budi.locator("details", has=budi.get_by_role("button", name="15.", include_hidden=True)).first
    if day.get_attribute("open") is None:
        day.locator("summary").click()
    day.get_by_role("button", name=re.compile(r"^15\.")).first.click()
    expect(budi.get_by_role("main")).to_contain_text(re.compile(r"Rabu, \d+ \w+ \d{4}\s*pukul 15\."))
    file = budi.request.get(tree.url(f"/permohonan/{number}/janji/kalender.ics"))
    assert file.text().startswith("BEGIN:VCALENDAR\r\n")

    wulan.goto(tree.url(f"/permohonan/{number}/"))
    expect(wulan.get_by_role("main")).to_contain_text("Anda yang mengisikan permohonan ini")

    wulan.goto(tree.url("/loket/disdukcapil/antrean/?loket=5"))
    wulan.get_by_role("button", name="Beri nomor Z").click()
    given = wulan.get_by_role("heading", level=1).inner_text()
    wulan.get_by_role("link", name="Kembali ke antrean").click()
    wulan.goto(tree.url("/loket/disdukcapil/antrean/?loket=5"))
    wulan.get_by_role("button", name="Panggil berikutnya Z").click()
    hall = a_page(browser, javascript=javascript, width=1280)
    hall.goto(tree.url("/loket/disdukcapil/layar/"))
    expect(hall.get_by_role("main")).to_contain_text(re.compile(rf"{given}\s+Loket 5"))
    wulan.get_by_role("button", name="Selesai", exact=True).click()
    wulan.wait_for_load_state()
    expect(hall.get_by_role("main")).not_to_contain_text(given, timeout=15_000)

    if javascript:
        faults = faults_of(budi, "janji-temu") + faults_of(wulan, "antrean-loket") + faults_of(hall, "layar")
        assert not faults, "\n".join(faults)
