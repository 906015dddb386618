"""A child whose parents nobody knows gets a birth certificate: a police report, and no question about parents."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browser import a_page, papers
from tests.journeys.steps import (
    apply_for,
    as_one_of_the_cast,
    assert_paper_verified,
    check,
    grant,
    paper_of,
    verify_address_of,
)
from tests.journeys.test_birth_certificate import the_birth
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey


def test_a_foundling_gets_a_certificate_that_names_no_parents(
    tree: Tree, browser: Browser, tmp_path: Path
) -> None:
    about_parents = {"bukti_kawin_ada", "berkas_bukti_kawin"}
    known = {
        name: value
        for name, value in the_birth(tmp_path, "Harapan Kasih").items()
        if name not in about_parents
    }
    answers = known | {
        "asal_usul": "tidak_diketahui",
        "pelapor_hubungan": "wali",
        "tempat_dilahirkan": "lainnya",
        "penolong_kelahiran": "lainnya",
        "surat_lahir_ada": True,
        "berkas_berita_acara": papers(tmp_path)["photo"],
    }
    sari = as_one_of_the_cast(browser, tree, "sari")
    number, _secret = apply_for(sari, tree, "akta-kelahiran", answers)
    sari.goto(tree.url(f"/permohonan/{number}/"))
    sheet = sari.get_by_role("main").inner_text()
    assert "Berita acara kepolisian" in sheet
    assert "Nama ibu" not in sheet

    check(as_one_of_the_cast(browser, tree, "wulan"), tree, number)
    grant(as_one_of_the_cast(browser, tree, "anwar"), tree, number)
    paper = paper_of(sari, tree, number)
    assert_paper_verified(paper, tree)

    stranger = a_page(browser, width=360)
    stranger.goto(verify_address_of(sari, tree, number))
    expect(stranger.get_by_role("main")).to_contain_text("asli dan berlaku")
    assert "Harapan" not in stranger.get_by_role("main").inner_text()
