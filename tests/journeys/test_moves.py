"""A couple moves in by the letter of another city, gets its family card, and moves out again; each paper verifies."""

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
    check,
    grant,
    paper_of,
    send,
    verify_address_of,
)
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey
#: The number SIAK gives in this story.
NEW_CARD = f"127101{date.today():%d%m%y}9993"


def the_arrival(photo: str) -> dict[str, Any]:
    """Tono and his wife come from the kabupaten next door."""
    couple = {
        "anggota_pindah-0-nik": "1271193110999995",
        "anggota_pindah-0-nama": "Tono Sihombing",
        "anggota_pindah-0-shdk": "kepala_keluarga",
        "anggota_pindah-0-tanggal_lahir": "1999-10-31",
        "anggota_pindah-0-jenis_kelamin": "laki-laki",
        "anggota_pindah-0-status_kawin": "kawin_tercatat",
        "anggota_pindah-1-nik": "1207265508009991",
        "anggota_pindah-1-nama": "Rina Manurung",
        "anggota_pindah-1-shdk": "istri",
        "anggota_pindah-1-tanggal_lahir": "2000-08-15",
        "anggota_pindah-1-jenis_kelamin": "perempuan",
        "anggota_pindah-1-status_kawin": "kawin_tercatat",
    }
    return couple | {
        "pemohon_no_kk": "1207262502209993",
        "skpwni_nomor": "SKPWNI/1207/17112026/0042",
        "skpwni_tanggal": (date.today() - timedelta(days=8)).isoformat(),
        "asal_kab_kota-atas": "12",
        "asal_kab_kota": "12.07",
        "asal_kecamatan": "Percut Sei Tuan",
        "asal_desa": "Tembung",
        "asal_alamat": "Jalan Pasar VII Nomor 21",
        "asal_rt": "003",
        "asal_rw": "001",
        "berkas_skpwni": photo,
        "alasan_pindah": "keluarga",
        "jenis_kepindahan": "kepala_dan_seluruh",
        "tujuan_alamat": "Jalan Rambutan Nomor 3",
        "tujuan_rt": "001",
        "tujuan_rw": "002",
        "tujuan_kelurahan-atas": "12.71.01",
        "tujuan_kelurahan": "12.71.01.1001",
        "tempat_tinggal": "milik_sendiri",
        "status_kk_pindah": "kk_baru",
        "cara_terima": "unduh",
    }


def the_departure() -> dict[str, Any]:
    """What the city does not know yet; the family is listed already."""
    return {
        "tujuan_kab_kota-atas": "12",
        "tujuan_kab_kota": "12.07",
        "tujuan_kecamatan": "Percut Sei Tuan",
        "tujuan_desa": "Tembung",
        "tujuan_alamat": "Jalan Pasar VII Nomor 21",
        "tujuan_rt": "003",
        "tujuan_rw": "001",
        "alasan_pindah": "pekerjaan",
        "status_kk_pindah": "kk_baru",
        "cara_terima": "unduh",
    }


def begin_with_two(page: Page, tree: Tree) -> None:
    """A draft whose list of people has room for a second one, opened at its first page."""
    page.goto(tree.url("/layanan/pindah-datang/"))
    page.get_by_role("main").get_by_role("button", name=re.compile("Mulai|Ajukan|Lanjutkan")).first.click()
    page.wait_for_url("**/draf/**")
    page.locator("#halaman a").first.click()
    page.wait_for_url("**/pemohon/")
    first = page.url
    page.goto(first.replace("/pemohon/", "/anggota/"))
    page.locator("button[name=_add]").click()
    expect(page.locator("[name=anggota_pindah-1-nik]")).to_be_visible()
    page.goto(first)


def decided(browser: Browser, tree: Tree, number: str) -> Page:
    wulan = as_one_of_the_cast(browser, tree, "wulan")
    check(wulan, tree, number)
    grant(as_one_of_the_cast(browser, tree, "anwar"), tree, number)
    return wulan


def test_a_couple_moves_in_and_out_again(tree: Tree, browser: Browser, tmp_path: Path) -> None:
    photo = papers(tmp_path)["photo"]
    tono = as_one_of_the_cast(browser, tree, "tono")
    begin_with_two(tono, tree)
    apply(tono, the_arrival(photo), javascript=True)
    arrival, _secret = send(tono)
    wulan = decided(browser, tree, arrival)
    assert_paper_verified(paper_of(tono, tree, arrival), tree)

    wulan.goto(tree.url("/kk/"))
    wulan.get_by_role("link", name=arrival).click()
    wulan.wait_for_load_state()
    expect(wulan.get_by_role("main")).to_contain_text("Rina Manurung")
    wulan.locator("form[action$='/nomor/'] input[name=nomor_kk]").fill(NEW_CARD)
    wulan.locator("form[action$='/nomor/'] button").click()
    wulan.wait_for_load_state()

    departure, _secret = apply_for(tono, tree, "pindah-keluar", the_departure())
    tono.goto(tree.url(f"/permohonan/{departure}/"))
    expect(tono.get_by_role("main")).to_contain_text("Rina Manurung")
    decided(browser, tree, departure)
    assert_paper_verified(paper_of(tono, tree, departure), tree)
    anyone = a_page(browser, width=360)
    anyone.goto(verify_address_of(tono, tree, departure))
    expect(anyone.get_by_role("main")).to_contain_text(re.compile("SKPWNI"))
    expect(anyone.get_by_role("main")).to_contain_text(re.compile("sah|berlaku", re.I))
