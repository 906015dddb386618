"""A hole in the road: reported with two photos, joined, handed over, a used photo refused, reopened, mended."""

import re
import time
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from balaikota.foundation.pictures.tests.conftest import a_photo, a_street
from tests.journeys.browser import a_page
from tests.journeys.steps import as_one_of_the_cast, is_well, press, unfold
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey


class Camera:
    """Photos of this run only: the city remembers every picture it was ever shown."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.seed = folder, time.time_ns() % 1_000_000_000
        dice = Random(self.seed)
        self.at = (3.5895 + dice.uniform(-0.02, 0.02), 98.6735 + dice.uniform(-0.02, 0.02))

    def shot(self, number: int, *, with_place: bool = False) -> str:
        path = self.folder / f"foto-{number}.jpg"
        notes = {"at": self.at} if with_place else {}
        path.write_bytes(a_photo(a_street(self.seed + number, (1200, 900)), **notes).read())
        return str(path)


def main_text(page: Page) -> str:
    return page.get_by_role("main").inner_text()


def write_report(page: Page, tree: Tree, photos: list[str]) -> None:
    page.goto(tree.url("/lapor/"))
    page.locator("[name=photos]").set_input_files(photos)
    page.locator("[name=text]").fill("Jalan berlubang dalam sekali, motor bisa jatuh.")
    page.locator("[name=address]").fill("Jl. Contoh, depan warung")
    is_well(page, "pengaduan-lapor")
    press(page, "Lanjut")


def complete(page: Page, tree: Tree, number: str, photo: str) -> None:
    page.goto(tree.url(f"/meja/pengaduan/{number}/"))
    unfold(page, "Nyatakan selesai")
    form = page.locator("form[action$='/selesai/']")
    form.locator("[name=reason][value=diperbaiki]").check()
    form.locator("[name=photos]").set_input_files(photo)
    form.locator("[name=text]").fill("Lubang ditambal dan dipadatkan.")
    form.locator("button").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_hole_is_reported_joined_handed_over_and_really_mended(
    tree: Tree, browser: Browser, tmp_path: Path, javascript: bool
) -> None:
    camera = Camera(tmp_path)
    resident = a_page(browser, javascript=javascript, width=360)
    number = reported(resident, tree, camera)
    joined(browser, tree, camera, number, javascript=javascript)
    maria = handed_over(browser, tree, number, javascript=javascript)
    refused_and_proven(maria, tree, camera, number)
    reopened_and_settled(resident, maria, tree, camera, number)


def reported(page: Page, tree: Tree, camera: Camera) -> str:
    """Two photos, one of which knows where it was taken; the words choose the topic."""
    write_report(page, tree, [camera.shot(1, with_place=True), camera.shot(2)])
    expect(page.get_by_role("main")).to_contain_text("2 foto tersimpan")
    expect(page.get_by_role("main")).to_contain_text("titik di peta tersimpan")
    assert page.locator("[name=topic]").input_value() == "jalan-rusak"
    is_well(page, "pengaduan-periksa")
    press(page, "Kirim laporan")
    expect(page.get_by_role("main")).to_contain_text("Kode lacak Anda")
    is_well(page, "pengaduan-laporan")
    found = re.search(r"ADU-\d{4}-\d{5}", main_text(page))
    assert found
    return found.group(0)


def joined(browser: Browser, tree: Tree, camera: Camera, number: str, *, javascript: bool) -> None:
    """Budi stands before the same hole, sees that it was reported, and adds his voice instead."""
    budi = as_one_of_the_cast(browser, tree, "budi", javascript=javascript)
    write_report(budi, tree, [camera.shot(3, with_place=True)])
    near = budi.locator(".paper", has=budi.locator(f"a[href='/lapor/{number}/']"))
    expect(near).to_contain_text("m dari titik Anda")
    near.get_by_role("button", name="Saya juga mengalami").click()
    budi.wait_for_load_state()
    expect(budi.get_by_role("main")).to_contain_text("Suara Anda ditambahkan")
    expect(budi.locator("#keadaan")).to_contain_text("2")


def handed_over(browser: Browser, tree: Tree, number: str, *, javascript: bool) -> Page:
    """Dewi verifies, Yusuf says that it is Maria's; the time limit stays the same."""
    dewi = as_one_of_the_cast(browser, tree, "dewi", javascript=javascript)
    dewi.goto(tree.url(f"/meja/pengaduan/{number}/"))
    is_well(dewi, "pengaduan-meja")
    unfold(dewi, "Verifikasi dan teruskan")
    press(dewi, "Verifikasi dan teruskan")
    yusuf = as_one_of_the_cast(browser, tree, "yusuf", javascript=javascript)
    yusuf.goto(tree.url(f"/meja/pengaduan/{number}/"))
    limit = yusuf.locator("#pekerjaan dd time").last.get_attribute("datetime")
    unfold(yusuf, "Oper ke unit lain")
    form = yusuf.locator("form[action$='/oper/']")
    form.locator("[name=unit]").select_option("pengaduan-dlh")
    form.locator("[name=reason]").fill("Lubang bekas akar pohon; ditangani lingkungan hidup.")
    form.locator("button").click()
    yusuf.wait_for_load_state()
    expect(yusuf.get_by_role("main")).to_contain_text("Laporan dioper")
    maria = as_one_of_the_cast(browser, tree, "maria", javascript=javascript)
    maria.goto(tree.url(f"/meja/pengaduan/{number}/"))
    assert maria.locator("#pekerjaan dd time").last.get_attribute("datetime") == limit
    press(maria, "Mulai kerjakan")
    return maria


def refused_and_proven(maria: Page, tree: Tree, camera: Camera, number: str) -> None:
    """The reporter's own photo proves nothing; what Maria wrote is still there, and nothing has changed."""
    complete(maria, tree, number, camera.shot(1, with_place=True))
    expect(maria.get_by_role("main")).to_contain_text(f"sudah dipakai pada laporan {number}")
    assert (
        maria.locator("form[action$='/selesai/'] [name=text]").input_value()
        == "Lubang ditambal dan dipadatkan."
    )
    is_well(maria, "pengaduan-ditolak")
    complete(maria, tree, number, camera.shot(4, with_place=True))
    expect(maria.get_by_role("main")).to_contain_text("diperbaiki")
    expect(maria.locator("#bukti")).to_contain_text("0 m dari titik laporan")


def reopened_and_settled(resident: Page, maria: Page, tree: Tree, camera: Camera, number: str) -> None:
    """The reporter looks: not fixed. A new clock, a new photo, and then it is."""
    resident.goto(tree.url(f"/lapor/{number}/"))
    unfold(resident, "Belum beres")
    resident.locator("form[action$='/belum-beres/'] [name=text]").fill("Sisi kiri masih berlubang.")
    press(resident, "Buka kembali laporan")
    expect(resident.get_by_role("main")).to_contain_text("dibuka kembali")
    maria.goto(tree.url(f"/meja/pengaduan/{number}/"))
    press(maria, "Mulai kerjakan")
    complete(maria, tree, number, camera.shot(4, with_place=True))
    expect(maria.get_by_role("main")).to_contain_text("sudah dipakai")
    complete(maria, tree, number, camera.shot(5, with_place=True))
    resident.goto(tree.url(f"/lapor/{number}/"))
    press(resident, "Ya, sudah beres")
    expect(resident.get_by_role("main")).to_contain_text("Pelapor menyatakan sudah beres")
    is_well(resident, "pengaduan-selesai")
