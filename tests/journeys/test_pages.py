"""Every kind of page, as the cast sees it: at 360 and 1280 px, light and dark; axe finds nothing; nothing overflows.

The pictures lie in test-results/pages/ for a person to look at.
"""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Locator, Page

from tests.journeys.browser import a_page, settle, sign_in
from tests.journeys.steps import WIDTHS, faults_of, grant, paper_of
from tests.journeys.test_birth_certificate import (
    sari_applies,
    sari_repairs,
    the_birth,
    the_checker_asks_for_a_correction,
    the_checker_passes_it_on,
)
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey
PUBLIC = {
    "beranda": "/",
    "cari": "/cari/?q=akta",
    "cari-kosong": "/cari/?q=zzzz",
    "cari-hampir": "/cari/?q=ktp+hlang",
    "peristiwa": "/peristiwa/melahirkan/",
    "peristiwa-kosong": "/peristiwa/usaha/",
    "layanan": "/layanan/",
    "akta-kelahiran": "/layanan/akta-kelahiran/",
    "lacak": "/lacak/",
    "verifikasi": "/verifikasi/",
    "verifikasi-tak-dikenal": "/verifikasi/tidakdikenal/",
    "masuk": "/masuk/",
    "daftar": "/daftar/",
    "lupa-sandi": "/lupa-sandi/",
    "tentang": "/tentang/",
    "galeri": "/kit/",
    "layar-antrean": "/loket/disdukcapil/layar/",
    "tempat": "/tempat/",
    "darurat": "/darurat/",
    "peringatan": "/peringatan/",
    "open311": "/open311/",
    "luring": "/luring/",
    "menunggu-terkirim": "/menunggu-terkirim/",
    "simpanan": "/simpanan/",
    "tidak-ditemukan": "/tidak/ada/halaman/ini/",
}
SARI = {"permohonan-saya": "/permohonan/", "akun": "/akun/", "siapa-membuka": "/akun/siapa-membuka/",
        "kotak-masuk": "/kotak-masuk/", "sesi": "/akun/sesi/", "pengaman": "/akun/pengaman/",
        "rumah-saya": "/rumah-saya/", "hak-data": "/hak-data/", "hak-data-ajukan": "/hak-data/penghapusan/",
        "unduhan": "/hak-data/unduhan/", "pilihan-kabar": "/kotak-masuk/pilihan/",
        "perangkat": "/akun/perangkat/"}  # fmt: skip
OFFICER = {"meja": "/meja/", "warga": "/warga/", "kartu": "/kartu/", "kk-menunggu": "/kk/", "ganda": "/ganda/",
           "ganda-ambang": "/ganda/ambang/", "loket": "/loket/", "antrean": "/loket/disdukcapil/antrean/",
           "janji": "/loket/janji/", "serah": "/loket/serah/"}  # fmt: skip

PUBLISHER = {"meja-tempat": "/meja/tempat/", "tempat-baru": "/meja/tempat/baru/", "tempat-unggah": "/meja/tempat/daftar/",
             "meja-peringatan": "/meja/peringatan/", "meja-darurat": "/meja/darurat/",
             "nomor-darurat-baru": "/meja/darurat/baru/"}  # fmt: skip


# Chromium lists a missing page in its console; what matters is what axe and the eye see.
def looked_at(
    tree: Tree, page: Page, places: dict[str, str], before: Callable[[str], str] = str
) -> list[str]:
    faults = []
    for name, place in places.items():
        page.goto(tree.url(place))
        faults += faults_of(page, before(name))
    return faults


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages(tree: Tree, browser: Browser, width: int, scheme: str) -> None:
    page = a_page(browser, width=width, scheme=scheme)
    faults = looked_at(tree, page, PUBLIC, lambda name: name if scheme == "light" else f"{name}-gelap")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_residents_pages(tree: Tree, browser: Browser, width: int) -> None:
    page = a_page(browser, width=width)
    sign_in(page, tree.link("sari"))
    faults = looked_at(tree, page, SARI)
    faults += a_draft_looked_at(tree, page)
    assert not faults, "\n".join(faults)


def a_draft_looked_at(tree: Tree, page: Page) -> list[str]:
    """Each page of the form, fresh and with its errors."""
    page.goto(tree.url("/layanan/akta-kelahiran/"))
    page.get_by_role("button", name=re.compile("Mulai|Ajukan|Lanjutkan")).first.click()
    page.wait_for_load_state()
    faults, draft = faults_of(page, "draf"), page.url
    for name in ("pelapor", "bayi", "ibu", "perkawinan", "saksi", "dokumen", "penyerahan"):
        page.goto(f"{draft}{name}/")
        if not page.url.endswith(f"/{name}/"):  # this page is asked of other families
            continue
        faults += faults_of(page, f"draf-{name}")
        page.locator("main form button.button-primary").first.click()
        page.wait_for_load_state()
        if page.locator("#ringkasan-kesalahan").count():
            faults += faults_of(page, f"draf-{name}-salah")
    page.goto(f"{draft}tinjau/")
    return faults + faults_of(page, "draf-tinjau")


def the_first_file(tree: Tree, page: Page) -> Locator:
    """The first application on this desk; the worker goes on filling the sample city after it has opened."""
    for _try in range(180):
        page.goto(tree.url("/meja/"))
        first = page.locator("main a[href^='/permohonan/']").first
        if first.count():
            return first
        page.wait_for_timeout(1_000)
    raise AssertionError(f"meja masih kosong: {page.url}")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("who", ["wulan", "anwar", "ratna"])
def test_an_officers_pages(tree: Tree, browser: Browser, width: int, who: str) -> None:
    page = a_page(browser, width=width)
    sign_in(page, tree.link(who))
    faults = looked_at(tree, page, OFFICER, lambda name: f"{who}-{name}")
    the_first_file(tree, page).click()
    page.wait_for_load_state()
    faults += faults_of(page, f"{who}-permohonan")
    for opened in page.locator("summary").all():
        opened.click()
    faults += faults_of(page, f"{who}-permohonan-terbuka")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_publishers_pages(tree: Tree, browser: Browser, width: int) -> None:
    page = a_page(browser, width=width)
    sign_in(page, tree.link("rahmat"))
    assert not (faults := looked_at(tree, page, PUBLISHER)), "\n".join(faults)


def both(page: Page, name: str) -> list[str]:
    """The page as it stands, narrow and wide."""
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        faults += faults_of(page, name)
    return faults


def test_an_applications_pages_from_receipt_to_verdict(tree: Tree, browser: Browser, tmp_path: Path) -> None:
    """Receipt, repair, waiting and decided case, letter and verdict, inbox and “siapa membuka” with content."""
    sari, wulan, anwar = (a_page(browser) for _ in range(3))
    for page, who in ((sari, "sari"), (wulan, "wulan"), (anwar, "anwar")):
        sign_in(page, tree.link(who))
    number, _secret = sari_applies(sari, tree, the_birth(tmp_path, "Anggrek Putri"), javascript=True)
    faults = both(sari, "tanda-terima")
    the_checker_asks_for_a_correction(wulan, tree, number)
    faults += both(wulan, "wulan-menunggu")
    sari.goto(tree.url(f"/permohonan/{number}/"))
    faults += both(sari, "sari-menunggu")
    sari.goto(tree.url(f"/permohonan/{number}/perbaiki/"))
    faults += both(sari, "perbaiki")
    sari_repairs(sari, tree, number, "Anggrek Putri Lestari", javascript=True)
    the_checker_passes_it_on(wulan, tree, number)
    anwar.goto(tree.url(f"/permohonan/{number}/"))
    faults += both(anwar, "anwar-memutus")
    grant(anwar, tree, number)
    faults += both(anwar, "anwar-diputus")
    paper_of(sari, tree, number)
    faults += both(sari, "sari-diputus")
    address = sari.locator("a[href*='/verifikasi/']").first.get_attribute("href") or ""
    sari.goto(tree.url(address[address.index("/verifikasi/") :]))
    faults += both(sari, "verifikasi-sah")
    for name in ("kotak-masuk", "akun/siapa-membuka"):
        sari.goto(tree.url(f"/{name}/"))
        faults += both(sari, f"{name.replace('/', '-')}-berisi")
    assert not faults, "\n".join(faults)


def test_a_residents_page_and_an_empty_desk(tree: Tree, browser: Browser) -> None:
    wulan, mega = a_page(browser), a_page(browser)
    sign_in(wulan, tree.link("wulan"))
    wulan.goto(tree.url("/warga/"))
    form = wulan.locator("form[action$='/warga/cari/']")
    for field in form.locator("input:not([type=hidden]), select, textarea").all():
        name = field.get_attribute("name") or ""
        if "tujuan" in name or "purpose" in name:
            field.fill("Mencocokkan data pemohon di loket")
        elif field.get_attribute("type") not in ("checkbox", "radio", "submit"):
            field.fill("1271215703859992")
    form.locator("button").first.click()
    wulan.wait_for_url(re.compile(r"/warga/[0-9a-f-]{36}/"))
    faults = both(wulan, "warga-sari")
    sign_in(mega, tree.link("mega"))
    mega.goto(tree.url("/meja/"))
    faults += both(mega, "mega-meja")
    assert not faults, "\n".join(faults)


ACCOUNT = ("email", "telepon", "sandi", "pengaman/aplikasi", "pengaman/kunci", "pengaman/kunci/tambah")


def test_the_pages_of_an_account(tree: Tree, browser: Browser) -> None:
    """Each way to be reached and to prove who one is; then a second factor is really set up."""
    page = a_page(browser)
    sign_in(page, tree.link("budi"))
    faults = []
    for place in ACCOUNT:
        page.goto(tree.url(f"/akun/{place}/"))
        faults += both(page, f"akun-{place.replace('/', '-')}")
    page.goto(tree.url("/akun/pengaman/aplikasi/"))
    secret = re.search(r"\b[A-Z2-7]{32}\b", page.get_by_role("main").inner_text().replace(" ", ""))
    assert secret, "rahasia aplikasi pengaman tidak tampak"
    counter = next(iter(yield_hotp_counters_from_time()))
    page.locator("main input[name=code]").fill(format_hotp_value(hotp_value(secret[0], counter)))
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    faults += both(page, "akun-sesudah-aplikasi")
    for place in ("pengaman", "pengaman/pastikan", "pengaman/cadangan", "pengaman/aplikasi/lepas"):
        page.goto(tree.url(f"/akun/{place}/"))
        faults += both(page, f"akun-{place.replace('/', '-')}-terpasang")
    page.goto(tree.url("/keluar/"))
    faults += both(page, "keluar")
    assert not faults, "\n".join(faults)


def test_the_front_door_is_light_and_still(tree: Tree, browser: Browser) -> None:
    """Home under 60 KB over the wire, nothing moves while it loads, nothing comes from elsewhere."""
    page = a_page(browser, width=360)
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    sizes: list[float] = []
    hosts: set[str] = set()
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    client.on("Network.requestWillBeSent", lambda event: hosts.add(origin(event["request"]["url"])))
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) window.moved += e.value })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(tree.url("/"))
    settle(page)
    assert sum(sizes) < 60_000, f"{sum(sizes)} bytes"
    assert page.evaluate("window.moved") == 0
    assert hosts - {"data://"} == {tree.address}  # some pictures lie in the style sheet


def origin(url: str) -> str:
    asked = urlsplit(url)
    return f"{asked.scheme}://{asked.netloc}"


def test_with_the_keyboard_alone(tree: Tree, browser: Browser) -> None:
    """The first Tab offers the way past the header; search answers to Enter; focus is always to be seen."""
    page = a_page(browser)
    page.goto(tree.url("/"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    for _ in range(25):
        if page.evaluate("document.activeElement.type") == "search":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("akta kelahiran")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/**")
    for _ in range(40):
        page.keyboard.press("Tab")
        if "akta-kelahiran" in (page.evaluate("document.activeElement.getAttribute('href')") or ""):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/layanan/akta-kelahiran/")
