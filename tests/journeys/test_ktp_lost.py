"""Sari lost her KTP-el: a police letter, a check, a grant, a paper anyone can verify; the card waits its turn."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import a_page, papers
from tests.journeys.steps import (
    apply_for,
    as_one_of_the_cast,
    assert_paper_verified,
    check,
    faults_of,
    grant,
    paper_of,
    verify_address_of,
)
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey


def blanks(page: Page) -> set[int]:
    """How many blanks the card desk says it has, of each kind of card."""
    said = re.findall(r"Blangko tersedia: ([\d.]*\d)", page.get_by_role("main").inner_text())
    return {int(count.replace(".", "")) for count in said}


def test_a_lost_ktp_ends_in_a_verified_paper_while_the_card_waits_for_its_blank(
    tree: Tree, browser: Browser, tmp_path: Path
) -> None:
    photo = papers(tmp_path)["photo"]
    sari = as_one_of_the_cast(browser, tree, "sari")
    answers = {
        "hilang_pada": (date.today() - timedelta(days=3)).isoformat(),
        "surat_polisi_nomor": "SKTLK/001/XI/2026",
        "data_berubah": False,
        "berkas_surat_polisi": photo,
        "berkas_kk": photo,
        "cara_terima": "unduh",
    }
    number, _secret = apply_for(sari, tree, "ktp-hilang", answers)

    wulan = as_one_of_the_cast(browser, tree, "wulan")
    check(wulan, tree, number)
    grant(as_one_of_the_cast(browser, tree, "anwar"), tree, number)

    assert_paper_verified(paper_of(sari, tree, number), tree)
    stranger = a_page(browser, width=360)
    stranger.goto(verify_address_of(sari, tree, number))
    expect(stranger.get_by_role("main")).to_contain_text(re.compile("sah|berlaku", re.I))

    sari.goto(tree.url(f"/permohonan/{number}/"))
    expect(sari.get_by_role("main")).to_contain_text(re.compile(r"KTP-el menunggu blangko, antrean ke-\d+"))

    wulan.goto(tree.url("/kartu/"))
    before = blanks(wulan) or {0}
    wulan.locator("select[name=jenis]").select_option("ktp")
    wulan.locator("input[name=count]").fill("500")
    wulan.get_by_role("button", name="Catat penerimaan").click()
    wulan.wait_for_load_state()
    assert {count + 500 for count in before} & blanks(wulan)
    faults = faults_of(wulan, "kartu-antrean") + faults_of(sari, "permohonan-kartu")
    for page in (wulan, sari):
        page.set_viewport_size({"width": 360, "height": 800})
    faults += faults_of(wulan, "kartu-antrean") + faults_of(sari, "permohonan-kartu")
    assert not faults, "\n".join(faults)
