"""A service nobody programmed: written in the browser, published, applied for, granted with a verified letter."""

import io
import re

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.steps import (
    WIDTHS,
    apply_for,
    as_one_of_the_cast,
    assert_paper_verified,
    check,
    faults_of,
    grant,
    paper_of,
)
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey

LETTER = (
    "Dengan ini {pemohon} diizinkan memakai ruang balai kota untuk kegiatan “{nama_kegiatan}” "
    "pada tanggal {tanggal_pakai}.\n\nPeserta paling banyak {jumlah_peserta} orang."
)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_service_made_in_the_browser_alone(tree: Tree, browser: Browser, javascript: bool) -> None:
    name, prefix = (
        ("Izin pakai ruang balai kota", "RUANG") if javascript else ("Izin pakai aula kota", "AULA")
    )
    slug = name.lower().replace(" ", "-")
    hasan = as_one_of_the_cast(browser, tree, "hasan", javascript=javascript)
    draft = hasan_begins(hasan, tree, name, prefix)
    hasan_writes_pages_and_questions(hasan, draft, javascript=javascript)
    hasan_sets_conditions(hasan, draft, javascript=javascript)
    hasan_adds_paper_rule_and_steps(hasan, draft, javascript=javascript)
    hasan_is_told_what_is_missing(hasan, draft)
    hasan_fills_in_the_example(hasan, draft)
    hasan_writes_the_letter(hasan, draft, javascript=javascript)
    if javascript:
        assert what_is_wrong_with_the_pages(hasan, draft) == []
    hasan_publishes(hasan, draft, name)

    sari = as_one_of_the_cast(browser, tree, "sari", javascript=javascript)
    answers = {
        "nama_kegiatan": "Rapat RT 12",
        "jenis_kegiatan": "rapat_warga",
        "jumlah_peserta": 40,
        "tanggal_pakai": "2027-03-04",
    }
    number, _secret = apply_for(sari, tree, slug, answers, javascript=javascript)
    assert number.startswith(prefix)
    check(as_one_of_the_cast(browser, tree, "wulan", javascript=javascript), tree, number)
    grant(as_one_of_the_cast(browser, tree, "anwar", javascript=javascript), tree, number)
    paper = paper_of(sari, tree, number)
    assert_paper_verified(paper, tree)
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert "Surat Izin Pakai Ruang" in str(pdf.docinfo.get("/Title", ""))


def hasan_begins(page: Page, tree: Tree, name: str, prefix: str) -> str:
    page.goto(tree.url("/bengkel/"))
    page.get_by_label("Nama layanan").fill(name)
    page.get_by_role("button", name="Mulai membuat").click()
    page.wait_for_url("**/tentang/")
    draft = page.url.removesuffix("tentang/")
    page.locator("[name=summary]").fill("Memakai ruang balai kota untuk kegiatan warga.")
    page.locator("[name=desk]").select_option("dukcapil")
    page.locator("[name=number_prefix]").fill(prefix)
    page.locator("[name=life_events]").fill("berkegiatan")
    page.locator("[name=law]").fill("Perwali tentang pemakaian ruang balai kota")
    save(page)
    page.wait_for_url("**/isian/")
    return draft


def save(page: Page) -> None:
    page.locator("main form button.button-primary").first.click()
    page.wait_for_load_state()


def hasan_writes_pages_and_questions(page: Page, draft: str, *, javascript: bool) -> None:
    for title in ("Tentang kegiatan", "Waktu dan berkas"):
        page.goto(f"{draft}isian/")
        page.get_by_role("link", name="Tambah halaman").click()
        page.locator("[name=title]").fill(title)
        save(page)
        page.wait_for_url("**/isian/")
    ask(page, draft, "Tentang kegiatan", "Nama kegiatan", "text")
    ask(page, draft, "Tentang kegiatan", "Jenis kegiatan", "choice")
    page.locator("[name=choices]").fill("Rapat warga\nPameran\nPentas seni")
    save(page)
    ask(page, draft, "Tentang kegiatan", "Jumlah peserta", "integer")
    ask(page, draft, "Waktu dan berkas", "Tanggal pakai", "date")
    ask(page, draft, "Waktu dan berkas", "Denah pameran", "file")
    page.goto(f"{draft}isian/")
    row = page.locator("li", has_text="Denah pameran").last
    row.get_by_role("button", name="Naikkan").click()
    page.wait_for_load_state()
    shown = page.locator("main").inner_text()
    assert shown.index("Denah pameran") < shown.index("Tanggal pakai")


def ask(page: Page, draft: str, on: str, label: str, kind: str) -> None:
    page.goto(f"{draft}isian/")
    page.locator("section", has_text=on).get_by_role("link", name="Tambah pertanyaan").first.click()
    page.wait_for_load_state()
    page.locator("[name=label]").fill(label)
    page.locator("[name=kind]").select_option(kind)
    page.locator("[name=required]").check()
    save(page)


def hasan_sets_conditions(page: Page, draft: str, *, javascript: bool) -> None:
    """The plan of the exhibition is asked for an exhibition, or for more than a hundred people."""
    page.goto(f"{draft}bagian/pertanyaan/denah_pameran/syarat/")
    choose(page, 0, "jenis_kegiatan", javascript=javascript)
    page.locator("select[name=s0-value]").select_option("pameran")
    page.get_by_role("button", name="Tambah syarat").click()
    page.wait_for_load_state()
    choose(page, 1, "jumlah_peserta", javascript=javascript)
    page.locator("[name=s1-how]").select_option("more")
    page.locator("[name=s1-value]").fill("100")
    page.locator("[name=joiner][value=atau]").check()
    page.get_by_role("button", name="Simpan syarat").last.click()
    page.wait_for_url("**/denah_pameran/")
    said = "“Jenis kegiatan” adalah Pameran atau “Jumlah peserta” lebih dari 100"
    expect(page.get_by_role("main")).to_contain_text(said)


def choose(page: Page, place: int, question: str, *, javascript: bool) -> None:
    """Choose a question; the page then offers what fits it: by itself, or when it is sent."""
    chosen = page.locator(f"[name=s{place}-question]")
    if javascript:
        with page.expect_response("**/tanya/"):
            chosen.select_option(question)
    else:
        chosen.select_option(question)
        save(page)
        expect(page.locator("#ringkasan-kesalahan")).to_be_visible()
    expect(page.locator(f"[name=s{place}-how] option[value=is]")).to_have_count(1)
    expect(page.locator(f"[name=s{place}-how] option")).not_to_have_count(1)


def hasan_adds_paper_rule_and_steps(page: Page, draft: str, *, javascript: bool) -> None:
    page.goto(f"{draft}tambah/dokumen/")
    page.locator("[name=label]").fill("Denah pameran")
    page.locator("[name=question]").select_option("denah_pameran")
    save(page)
    build_one(page, f"{draft}bagian/dokumen/denah_pameran/syarat/", "jenis_kegiatan", "pameran", javascript)
    page.goto(f"{draft}tambah/aturan/")
    page.locator("[name=sentence]").fill("Ruang balai kota memuat 300 orang. Kurangi jumlah peserta.")
    page.locator("[name=effect]").select_option("block")
    page.locator("[name=question]").select_option("jumlah_peserta")
    save(page)
    build_one(page, page.url, "jumlah_peserta", "300", javascript)
    page.goto(f"{draft}daftar/langkah/")
    expect(page.get_by_role("main")).to_contain_text("Pemeriksaan berkas")
    expect(page.get_by_role("main")).to_contain_text("Putusan")


def build_one(page: Page, place: str, question: str, value: str, javascript: bool) -> None:
    """One clause; a number is compared with "more than"."""
    page.goto(place)
    choose(page, 0, question, javascript=javascript)
    field = page.locator("[name=s0-value]")
    if field.evaluate("element => element.tagName") == "SELECT":
        field.select_option(value)
    else:
        page.locator("[name=s0-how]").select_option("more")
        page.locator("[name=s0-value]").fill(value)
    page.get_by_role("button", name="Simpan syarat").last.click()
    page.wait_for_url(re.compile(r"/bagian/[a-z]+/[\w-]+/$"))


def hasan_is_told_what_is_missing(page: Page, draft: str) -> None:
    page.goto(f"{draft}terbitkan/")
    expect(page.locator("#ringkasan-kesalahan")).to_contain_text(re.compile("contoh", re.I))
    assert page.get_by_role("button", name="Terbitkan sekarang").count() == 0


def hasan_fills_in_the_example(page: Page, draft: str) -> None:
    page.goto(f"{draft}contoh/0/tentang_kegiatan/")
    page.locator("[name=nama_kegiatan]").fill("Pameran ulos")
    page.locator("[name=jenis_kegiatan][value=pameran]").check()
    page.locator("[name=jumlah_peserta]").fill("80")
    save(page)
    page.wait_for_url("**/waktu_dan_berkas/")
    page.locator("[name=tanggal_pakai-hari]").fill("1")
    page.locator("[name=tanggal_pakai-bulan]").fill("2")
    page.locator("[name=tanggal_pakai-tahun]").fill("2027")
    save(page)
    page.wait_for_url("**/contoh/0/")
    expect(page.get_by_role("main")).to_contain_text("permohonan dapat dikirim")
    page.goto(f"{draft}contoh/")
    page.locator("[name=title]").fill("Terlalu banyak peserta")
    page.get_by_role("button", name="Tambah contoh").click()
    page.wait_for_url("**/contoh/1/")
    page.get_by_role("link", name="Tentang kegiatan").click()
    page.wait_for_load_state()
    page.locator("[name=jumlah_peserta]").fill("400")
    save(page)
    page.goto(f"{draft}contoh/1/")
    expect(page.get_by_role("main")).to_contain_text("permohonan ditahan")
    page.get_by_role("button", name="Memang harus begini").click()
    page.wait_for_url("**/contoh/")


def hasan_writes_the_letter(page: Page, draft: str, *, javascript: bool) -> None:
    page.goto(f"{draft}surat/")
    page.locator("[name=title]").fill("Surat Izin Pakai Ruang")
    page.locator("[name=paragraphs]").fill("Untuk {nama_kegiatn}.")
    save(page)
    expect(page.locator("#ringkasan-kesalahan")).to_contain_text("{nama_kegiatn}")
    assert page.locator("[name=paragraphs]").input_value() == "Untuk {nama_kegiatn}."
    page.locator("[name=paragraphs]").fill(LETTER)
    if not javascript:
        page.get_by_role("button", name="Lihat dahulu").click()
        page.wait_for_load_state()
    expect(page.locator("#pratinjau img")).to_be_visible()
    save(page)
    expect(page.locator("#pratinjau img")).to_be_visible()
    answer = page.request.get(f"{draft}surat/pdf/")
    assert answer.body().startswith(b"%PDF-")


def what_is_wrong_with_the_pages(page: Page, draft: str) -> list[str]:
    """axe and width, at 360 and 1280; the pictures lie beside those of the other pages."""
    places = {
        "bengkel": f"{draft}../",
        "bengkel-impor": f"{draft}../impor/",
        "bengkel-konsep": draft,
        "bengkel-tentang": f"{draft}tentang/",
        "bengkel-isian": f"{draft}isian/",
        "bengkel-pertanyaan": f"{draft}bagian/pertanyaan/jenis_kegiatan/",
        "bengkel-syarat": f"{draft}bagian/pertanyaan/denah_pameran/syarat/",
        "bengkel-aturan": f"{draft}daftar/aturan/",
        "bengkel-langkah": f"{draft}daftar/langkah/",
        "bengkel-surat": f"{draft}surat/",
        "bengkel-contoh": f"{draft}contoh/",
        "bengkel-contoh-isi": f"{draft}contoh/0/tentang_kegiatan/",
        "bengkel-contoh-hasil": f"{draft}contoh/1/",
        "bengkel-terbitkan": f"{draft}terbitkan/",
    }
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for name, place in places.items():
            page.goto(place)
            faults += faults_of(page, name)
    return faults


def hasan_publishes(page: Page, draft: str, name: str) -> None:
    file = page.request.get(f"{draft}unduh/")
    assert "number_prefix" in file.text()
    page.goto(f"{draft}terbitkan/")
    page.get_by_role("button", name="Terbitkan sekarang").click()
    page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
