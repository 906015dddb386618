"""Two people marry in church: a deed, a kutipan for each, their new status. A Muslim couple is shown the way."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browser import a_page, fill_page, papers
from tests.journeys.steps import (
    apply_for,
    as_one_of_the_cast,
    assert_paper_verified,
    begin,
    check,
    grant,
    linked_to,
    papers_of,
    the_example_of,
    verify_address_of,
)
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey


def test_a_couple_married_in_church_gets_a_kutipan_each_and_a_new_status(
    tree: Tree, browser: Browser, tmp_path: Path
) -> None:
    example = the_example_of("marriages", "akta-perkawinan", papers(tmp_path)["photo"])
    answers = {
        name: value for name, value in example.items() if name != "pelapor_nama" and name != "pelapor_nik"
    } | {
        "subjek1_nama": "Budi Hasibuan",
        "subjek1_nik": "1271011201909991",
        "subjek1_tanggal_lahir": "1990-01-12",
        "tanggal_pemberkatan": (date.today() - timedelta(days=7)).isoformat(),
        "saksi1_nama": "Tono Sihombing",
        "saksi1_nik": "1271193110999995",
    }
    budi = as_one_of_the_cast(browser, tree, "budi")
    number, _secret = apply_for(budi, tree, "akta-perkawinan", answers)
    wulan = as_one_of_the_cast(browser, tree, "wulan")
    check(wulan, tree, number)
    grant(as_one_of_the_cast(browser, tree, "anwar"), tree, number)

    for paper in papers_of(budi, tree, number, count=2):
        assert_paper_verified(paper, tree)
    stranger = a_page(browser, width=360)
    stranger.goto(verify_address_of(budi, tree, number))
    expect(stranger.get_by_role("main")).to_contain_text("asli dan berlaku")
    assert "Hasibuan" not in stranger.get_by_role("main").inner_text()

    following = linked_to(wulan, tree, number)
    assert set(following) == {"Kartu Keluarga Baru", "Perubahan Data KTP-el"}, following


def test_a_muslim_couple_is_shown_the_way_to_the_kua(tree: Tree, browser: Browser) -> None:
    budi = as_one_of_the_cast(browser, tree, "budi")
    begin(budi, tree, "akta-perkawinan")
    budi.wait_for_url("**/pelapor/")
    budi.goto(budi.url.replace("/pelapor/", "/agama/"))
    fill_page(budi, {"agama_suami": "islam", "agama_istri": "islam"}, javascript=True)
    budi.locator("main form button.button-primary").first.click()
    budi.wait_for_load_state()
    main = budi.get_by_role("main")
    expect(main).to_contain_text(re.compile("Kantor Urusan Agama"))
    assert budi.locator("[name=subjek1_nama]").count() == 0
