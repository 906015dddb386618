"""A death ends everything it must: the kutipan, the closed NIK, the card with a new head, the widow's status."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import a_page, apply, papers
from tests.journeys.steps import (
    apply_for,
    as_one_of_the_cast,
    assert_paper_verified,
    begin,
    check,
    grant,
    linked_to,
    paper_of,
    the_example_of,
    verify_address_of,
)
from tests.journeys.test_birth_certificate import the_birth
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey
NEW_CARD = f"127101{date.today():%d%m%y}9994"


def the_death(photo: str) -> dict[str, Any]:
    """Sari reports that her husband died; what the city knows of her it does not ask."""
    example = the_example_of("deaths", "akta-kematian", photo)
    told = {name: value for name, value in example.items() if not re.match("pelapor_(?!hubungan)", name)}
    return told | {"tanggal_kematian": (date.today() - timedelta(days=8)).isoformat()}


def test_a_death_closes_the_nik_renews_the_card_and_makes_a_widow(
    tree: Tree, browser: Browser, tmp_path: Path
) -> None:
    photo = papers(tmp_path)["photo"]
    sari = as_one_of_the_cast(browser, tree, "sari")
    number, _secret = apply_for(sari, tree, "akta-kematian", the_death(photo))
    wulan = as_one_of_the_cast(browser, tree, "wulan")
    anwar = as_one_of_the_cast(browser, tree, "anwar")
    check(wulan, tree, number)
    grant(anwar, tree, number)
    assert_paper_verified(paper_of(sari, tree, number), tree)
    stranger = a_page(browser, width=360)
    stranger.goto(verify_address_of(sari, tree, number))
    expect(stranger.get_by_role("main")).to_contain_text("asli dan berlaku")
    assert "Dimas" not in stranger.get_by_role("main").inner_text()

    following = linked_to(wulan, tree, number)
    assert set(following) == {"Penggantian Kepala Keluarga", "Perubahan Data KTP-el"}, following
    card = following["Penggantian Kepala Keluarga"]
    check(wulan, tree, card)
    grant(anwar, tree, card)
    wulan.goto(tree.url("/kk/"))
    wulan.get_by_role("link", name=card).click()
    wulan.wait_for_load_state()
    main = wulan.get_by_role("main")
    expect(main).to_contain_text("Sari Wulandari Siregar")
    expect(main).to_contain_text(re.compile("cerai mati", re.I))
    assert "Dimas" not in wulan.locator("#anggota").inner_text()
    wulan.locator("form[action$='/nomor/'] input[name=nomor_kk]").fill(NEW_CARD)
    wulan.locator("form[action$='/nomor/'] button").click()
    wulan.wait_for_load_state()
    assert_paper_verified(paper_of(sari, tree, card), tree)
    a_closed_nik_opens_nothing_any_more(sari, tree, tmp_path)


def a_closed_nik_opens_nothing_any_more(sari: Page, tree: Tree, folder: Path) -> None:
    answers = the_birth(folder, "Anggrek Putri")
    answers |= {
        "ayah_nama": "Dimas Pranata",
        "ayah_nik": "3173010505809998",
        "ayah_tempat_lahir": "Jakarta",
        "ayah_tanggal_lahir": "1980-05-05",
        "ayah_kewarganegaraan": "wni",
        "saksi1_nama": "Dimas Pranata",
        "saksi1_nik": "3173010505809998",
    }
    begin(sari, tree, "akta-kelahiran")
    apply(sari, answers, javascript=True)
    expect(sari.get_by_role("main")).to_contain_text("NIK ini sudah ditutup")
