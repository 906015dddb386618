"""A birth certificate, from draft to verified paper, in a real browser, with and without JavaScript."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import preflight
from tests.journeys.browser import a_page, apply, fill_page, papers, settle
from tests.journeys.steps import as_one_of_the_cast, assert_paper_verified, grant, paper_of, send
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey


def the_birth(folder: Path, name: str) -> dict[str, Any]:
    """What Sari answers; what the city knows already it does not ask."""
    photo = papers(folder)["photo"]
    return {
        "pelapor_hubungan": "ibu",
        "asal_usul": "diketahui",
        "anak_nama": name,
        "anak_jenis_kelamin": "perempuan",
        "tanggal_lahir": (date.today() - timedelta(days=9)).isoformat(),
        "pukul": "04:30",
        "tempat_dilahirkan": "rs_rb",
        "tempat_kelahiran": "12.71",
        "jenis_kelahiran": "tunggal",
        "anak_ke": 2,
        "penolong_kelahiran": "bidan_perawat",
        "berat_gram": 3100,
        "panjang_cm": 49.5,
        "bukti_kawin_ada": True,
        "saksi1_nama": "Budi Hasibuan",
        "saksi1_nik": "1271011201909991",
        "saksi1_no_kk": "1271112902249992",
        "saksi1_kewarganegaraan": "wni",
        "saksi2_nama": "Tono Sihombing",
        "saksi2_nik": "1271193110999995",
        "saksi2_no_kk": "1271112902249992",
        "saksi2_kewarganegaraan": "wni",
        "surat_lahir_ada": True,
        "berkas_surat_lahir": photo,
        "berkas_bukti_kawin": photo,
        "berkas_kk": photo,
        "cara_terima": "unduh",
    }


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_birth_certificate_from_draft_to_verified_paper(
    tree: Tree, browser: Browser, tmp_path: Path, javascript: bool
) -> None:
    name = "Melati Putri" if javascript else "Kenanga Putri"
    sari = as_one_of_the_cast(browser, tree, "sari", javascript=javascript)
    number, secret = sari_applies(sari, tree, the_birth(tmp_path, name), javascript=javascript)

    wulan = as_one_of_the_cast(browser, tree, "wulan", javascript=javascript)
    the_checker_asks_for_a_correction(wulan, tree, number)
    sari_repairs(sari, tree, number, f"{name} Lestari", javascript=javascript)
    the_checker_passes_it_on(wulan, tree, number)

    anwar = as_one_of_the_cast(browser, tree, "anwar", javascript=javascript)
    grant(anwar, tree, number)

    paper = paper_of(sari, tree, number)
    assert_paper_verified(paper, tree)
    assert_pdf_a(paper, tmp_path)
    anyone_verifies(browser, tree, sari, number, paper, javascript=javascript)
    anyone_tracks(browser, tree, number, secret, name, javascript=javascript)


def sari_applies(page: Page, tree: Tree, answers: dict[str, Any], *, javascript: bool) -> tuple[str, str]:
    page.goto(tree.url("/"))
    page.locator("input[type=search]").first.fill("akta kelahiran")
    page.locator("input[type=search]").first.press("Enter")
    page.get_by_role("main").get_by_role("link", name=re.compile("^Akta Kelahiran")).first.click()
    page.get_by_role("button", name=re.compile("Mulai|Ajukan|Lanjutkan")).first.click()
    expect(page.get_by_role("main")).to_contain_text(re.compile("berkas|dokumen", re.I))
    page.locator("#halaman a").first.click()
    apply(page, answers, javascript=javascript)
    expect(page.get_by_role("main")).to_contain_text(answers["anak_nama"])
    return send(page)


def the_checker_asks_for_a_correction(page: Page, tree: Tree, number: str) -> None:
    page.goto(tree.url("/meja/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(tree.url(f"/permohonan/{number}/"))
    page.get_by_role("button", name="Ambil permohonan ini").click()
    page.wait_for_load_state()
    page.locator("summary", has_text="Minta perbaikan").click()
    form = page.locator("form[action$='/minta-perbaikan/']")
    row = form.locator(".ask", has_text="Nama anak").first
    row.locator("input[type=checkbox]").check()
    row.locator("textarea, input[type=text]").fill("Nama pada surat lahir lebih panjang; tulis lengkap.")
    form.locator("button.button-primary").click()
    page.wait_for_load_state()
    expect(page.get_by_role("main")).to_contain_text(re.compile("menunggu", re.I))


def sari_repairs(page: Page, tree: Tree, number: str, name: str, *, javascript: bool) -> None:
    page.goto(tree.url(f"/permohonan/{number}/"))
    expect(page.get_by_role("main")).to_contain_text("Nama pada surat lahir lebih panjang")
    page.goto(tree.url(f"/permohonan/{number}/perbaiki/"))
    fill_page(page, {"anak_nama": name}, javascript=javascript)
    page.locator("main form button.button-primary").first.click()
    page.wait_for_url(re.compile(rf"/permohonan/{number}/$"))
    expect(page.get_by_role("main")).to_contain_text(name)


def the_checker_passes_it_on(page: Page, tree: Tree, number: str) -> None:
    page.goto(tree.url(f"/permohonan/{number}/"))
    page.locator("form[action$='/teruskan/'] button").click()
    page.wait_for_load_state()
    assert page.locator("form[action$='/putusan/']").count() == 0, "yang memeriksa tidak boleh memutus"


def assert_pdf_a(paper: bytes, folder: Path) -> None:
    if preflight.MISSING:
        pytest.skip(f"PDF/A tidak diperiksa: {preflight.MISSING}")
    assert "is a valid PDF/A-1b file" in preflight.judge(paper, folder)


def anyone_verifies(
    browser: Browser, tree: Tree, sari: Page, number: str, paper: bytes, *, javascript: bool
) -> None:
    sari.goto(tree.url(f"/permohonan/{number}/"))
    address = sari.locator("a[href*='/verifikasi/']").first.get_attribute("href") or ""
    stranger = a_page(browser, javascript=javascript, width=360)
    stranger.goto(tree.url(address[address.index("/verifikasi/") :]))
    main = stranger.get_by_role("main")
    expect(main).to_contain_text(re.compile("sah|berlaku", re.I))
    assert "Putri" not in main.inner_text(), "halaman verifikasi tidak menyebut nama"
    assert "noindex" in (stranger.locator("meta[name=robots]").get_attribute("content") or "")
    for copy, said in ((paper, "sama"), (paper[:-1] + b"\n%", "(berbeda|berubah|tidak sama)")):
        stranger.locator("input[type=file]").set_input_files(
            {"name": "salinan.pdf", "mimeType": "application/pdf", "buffer": copy}
        )
        stranger.locator("form[action$='/salinan/'] button").click()
        stranger.wait_for_load_state()
        expect(stranger.get_by_role("main")).to_contain_text(re.compile(said, re.I))


def anyone_tracks(
    browser: Browser, tree: Tree, number: str, secret: str, name: str, *, javascript: bool
) -> None:
    page = a_page(browser, javascript=javascript, width=360)
    page.goto(tree.url("/lacak/"))
    page.locator("main form input[name=number]").fill(number)
    page.locator("main form input[name=secret]").fill(secret)
    page.locator("main form button").click()
    settle(page)
    expect(page.get_by_role("main")).to_contain_text(re.compile("dikabulkan", re.I))
    assert name not in page.get_by_role("main").inner_text()
