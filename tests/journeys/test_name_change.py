"""A name changed by court order: a note on a new kutipan, and the old one says that it was replaced."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

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


def the_new_name(folder: Path, old: str, new: str, number: str) -> dict[str, Any]:
    photo = papers(folder)["photo"]
    return {
        "pelapor_hubungan": "ibu",
        "subjek1_nama": old,
        "subjek1_kewarganegaraan": "wni",
        "subjek1_no_kk": "1271012503249991",
        "nama_lama": old,
        "nama_baru": new,
        "kewarganegaraan": "wni",
        "di_bawah_umur": True,
        "wali_nama": "Dimas Pranata",
        "wali_nik": "3173010505809998",
        "akta_lahir_nomor": number,
        "akta_terbitan": "kota_ini",
        "penetapan_ada": True,
        "penetapan_nomor": "214/Pdt.P/2026/PN Mdn",
        "penetapan_tanggal": (date.today() - timedelta(days=5)).isoformat(),
        "pengadilan_nama": "Pengadilan Negeri Medan",
        "berkas_penetapan": photo,
        "berkas_kutipan": photo,
        "berkas_kk_ktp": photo,
        "saksi1_nama": "Budi Hasibuan",
        "saksi1_nik": "1271011201909991",
        "saksi1_no_kk": "1271112902249992",
        "saksi1_kewarganegaraan": "wni",
        "saksi2_nama": "Tono Sihombing",
        "saksi2_nik": "1271193110999995",
        "saksi2_no_kk": "1271112902249992",
        "saksi2_kewarganegaraan": "wni",
        "cara_terima": "unduh",
    }


def granted(browser: Browser, tree: Tree, number: str) -> None:
    check(as_one_of_the_cast(browser, tree, "wulan"), tree, number)
    grant(as_one_of_the_cast(browser, tree, "anwar"), tree, number)


def deed_number(page: Page, address: str) -> str:
    page.goto(address)
    found = re.search(r"AL/\d{4}/[A-Z]+/\d{4}", page.get_by_role("main").inner_text())
    assert found
    return found[0]


def test_a_name_changed_by_the_court_is_noted_on_a_new_kutipan(
    tree: Tree, browser: Browser, tmp_path: Path
) -> None:
    sari = as_one_of_the_cast(browser, tree, "sari")
    birth, _secret = apply_for(sari, tree, "akta-kelahiran", the_birth(tmp_path, "Cempaka Putri"))
    granted(browser, tree, birth)
    first = paper_of(sari, tree, birth)
    old_address = verify_address_of(sari, tree, birth)
    stranger = a_page(browser, width=360)
    akta = deed_number(stranger, old_address)

    answers = the_new_name(tmp_path, "Cempaka Putri", "Cempaka Lestari", akta)
    number, _secret = apply_for(sari, tree, "perubahan-nama", answers)
    granted(browser, tree, number)
    second = paper_of(sari, tree, number)
    assert second != first
    assert_paper_verified(second, tree)

    stranger.goto(old_address)
    expect(stranger.get_by_role("main")).to_contain_text("sudah diganti")
    stranger.goto(verify_address_of(sari, tree, number))
    main = stranger.get_by_role("main")
    expect(main).to_contain_text("asli dan berlaku")
    assert "Cempaka" not in main.inner_text()

    officer = as_one_of_the_cast(browser, tree, "wulan")
    officer.goto(tree.url(f"/permohonan/{number}/"))
    expect(officer.get_by_role("main")).to_contain_text("Cempaka Lestari")
