"""No network: a report with photos is written, waits, and is sent once; papers and numbers are there without it.

The network is cut by the browser itself, for pages and for the service worker alike.
"""

import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import a_page, papers, sign_in
from tests.journeys.steps import apply_for, as_one_of_the_cast, check, grant, paper_of, the_example_of
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey
READY = "navigator.serviceWorker.ready.then(() => true)"


@pytest.fixture
def phone(browser: Browser, tree: Tree) -> Iterator[Page]:
    """A phone that has been at the city hall once."""
    page = a_page(browser, width=390)
    at_home(page, tree)
    yield page
    page.context.close()


def at_home(page: Page, tree: Tree) -> None:
    page.goto(tree.url("/luring/"))
    page.evaluate(READY)
    page.reload()  # from now on the service worker answers
    until(page, "navigator.serviceWorker.controller !== null")


def cut(page: Page, *, off: bool = True) -> None:
    page.context.set_offline(off)


def two_photos(folder: Path) -> list[Path]:
    from PIL import Image

    made = []
    for place, colour in enumerate(("sienna", "steelblue")):
        path = folder / f"lubang-{place}.jpg"
        Image.new("RGB", (640, 480), colour).save(path)
        made.append(path)
    return made


def write(page: Page, tree: Tree, text: str, photos: list[Path]) -> None:
    page.goto(tree.url("/lapor/"))
    page.locator("[name=text]").fill(text)
    page.locator("[name=address]").fill("Jalan Karya, depan sekolah")
    page.locator("[name=photos]").set_input_files(photos)
    page.locator("main form button.button-primary").first.click()
    page.wait_for_url("**/menunggu-terkirim/")


def waiting(page: Page) -> int:
    return int(page.evaluate("Luring.all('outbox').then(r => r.filter(x => x.state !== 'sent').length)"))


def sent(page: Page) -> list[str]:
    return list(
        page.evaluate("Luring.all('outbox').then(r => r.filter(x => x.state === 'sent').map(x => x.url))")
    )


def until(page: Page, question: str, seconds: float = 90) -> None:
    """Ask the page until it says yes; what it answers may be a promise."""
    for _try in range(int(seconds * 5)):
        if page.evaluate(question):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"not after {seconds} s: {question}")


def await_sent(page: Page, count: int = 1) -> list[str]:
    until(page, f"Luring.all('outbox').then(r => r.filter(x => x.state === 'sent').length === {count})")
    return sent(page)


def reports_of(tree: Tree, text: str) -> int:
    """How many reports with these words the city has, asked of its own database."""
    said = tree.balaikota("shell", "-c", COUNT.format(text=text))
    return int(re.search(r"banyaknya=(\d+)", said)[1])


COUNT = (
    "from balaikota.complaints.reports.models import Report; "
    "print('banyaknya=%d' % sum('{text}' in r.text for r in Report.objects.all()))"
)


def test_a_report_with_two_photos_is_written_offline_and_sent_once(
    phone: Page, tree: Tree, tmp_path: Path
) -> None:
    text = f"Lubang besar di jalan {uuid.uuid4().hex[:8]}"
    cut(phone)
    write(phone, tree, text, two_photos(tmp_path))
    expect(phone.get_by_role("main")).to_contain_text(text)
    expect(phone.get_by_role("main")).to_contain_text("2 foto")
    phone.reload()  # still without a network
    expect(phone.get_by_role("main")).to_contain_text("menunggu jaringan")
    assert reports_of(tree, text) == 0
    second = phone.context.new_page()
    second.goto(tree.url("/menunggu-terkirim/"))
    cut(phone, off=False)
    (address,) = await_sent(phone)
    assert text not in json.dumps(
        phone.evaluate("Luring.all('outbox')")
    )  # the city has it: the phone need not
    second.reload()
    phone.reload()
    phone.wait_for_timeout(1_500)
    assert reports_of(tree, text) == 1
    phone.goto(address)
    expect(phone.get_by_role("main")).to_contain_text(text)
    expect(phone.get_by_role("main")).to_contain_text("2 foto")


def test_what_is_sent_again_under_its_key_is_the_same_report(phone: Page, tree: Tree, tmp_path: Path) -> None:
    """The network went after the city had it, before the phone knew."""
    text = f"Lampu jalan mati {uuid.uuid4().hex[:8]}"
    cut(phone)
    write(phone, tree, text, two_photos(tmp_path)[:1])
    kept = "Luring.all('outbox').then(r => { window.kept = r; return r.length; })"
    phone.evaluate(kept)
    cut(phone, off=False)
    await_sent(phone)
    phone.evaluate("Luring.put('outbox', Object.assign({}, window.kept[0], {state: 'waiting'}))")
    phone.evaluate("navigator.serviceWorker.ready.then(w => w.active.postMessage('kirim'))")
    await_sent(phone)
    assert reports_of(tree, text) == 1


def test_a_report_that_is_refused_comes_back_with_everything(phone: Page, tree: Tree, tmp_path: Path) -> None:
    cut(phone)
    broken = tmp_path / "rusak.jpg"
    broken.write_bytes(b"bukan foto")
    write(phone, tree, "Drainase mampet", [two_photos(tmp_path)[0], broken])
    cut(phone, off=False)
    expect(phone.get_by_role("main")).to_contain_text("perlu diperbaiki", timeout=30_000)
    said = phone.locator("[data-said]").first
    expect(said).to_contain_text(re.compile("foto|berkas", re.I))
    phone.get_by_role("button", name="Perbaiki isiannya").click()
    phone.wait_for_url("**/lapor/")
    expect(phone.locator("[name=text]")).to_have_value("Drainase mampet")
    assert phone.evaluate("document.querySelector('[name=photos]').files.length") == 2
    assert waiting(phone) == 0


def test_what_is_typed_offline_is_there_after_a_reload(phone: Page, tree: Tree) -> None:
    cut(phone)
    phone.goto(tree.url("/lapor/"))
    phone.locator("[name=text]").fill("Parit tersumbat")
    phone.locator("form[data-luring][data-kept]").wait_for()
    phone.reload()
    expect(phone.locator("[name=text]")).to_have_value("Parit tersumbat")


def test_two_reports_written_offline_have_two_keys(phone: Page, tree: Tree, tmp_path: Path) -> None:
    mark = uuid.uuid4().hex[:8]
    cut(phone)
    for place in ("satu", "dua"):
        write(phone, tree, f"Sampah {place} {mark}", two_photos(tmp_path)[:1])
    assert waiting(phone) == 2
    cut(phone, off=False)
    await_sent(phone, 2)
    assert reports_of(tree, mark) == 2


def test_a_report_waits_for_its_own_writer(phone: Page, browser: Browser, tree: Tree, tmp_path: Path) -> None:
    """On a shared phone: what Sari wrote is neither sent nor shown as Budi's."""
    text = f"Pohon tumbang {uuid.uuid4().hex[:8]}"
    sign_in(phone, tree.link("sari"))
    phone.goto(tree.url("/rumah-saya/"))
    cut(phone)
    write(phone, tree, text, two_photos(tmp_path)[:1])
    cut(phone, off=False)
    phone.context.clear_cookies()
    sign_in(phone, tree.link("budi"))
    phone.goto(tree.url("/menunggu-terkirim/"))
    phone.wait_for_timeout(1_500)
    expect(phone.get_by_role("main")).not_to_contain_text(text)


def test_no_page_of_a_person_is_kept(phone: Page, tree: Tree) -> None:
    sign_in(phone, tree.link("sari"))
    for path in ("/rumah-saya/", "/permohonan/", "/kotak-masuk/", "/akun/"):
        phone.goto(tree.url(path))
    kept = phone.evaluate(
        "caches.keys().then(n => Promise.all(n.map(k => caches.open(k).then(c => c.keys()))))"
        ".then(a => a.flat().map(r => r.url))"
    )
    assert [url for url in kept if re.search(r"rumah-saya|permohonan|kotak-masuk|akun", url)] == []
    cut(phone)
    phone.goto(tree.url("/rumah-saya/"))
    expect(phone.get_by_role("main")).to_contain_text("Tidak ada jaringan")
    expect(phone.locator("body")).not_to_contain_text("Sari")


def a_letter_for_sari(browser: Browser, tree: Tree, folder: Path) -> None:
    """A birth certificate, from application to signature."""
    sari, wulan, anwar = (as_one_of_the_cast(browser, tree, who) for who in ("sari", "wulan", "anwar"))
    answers = the_example_of("births", "akta-kelahiran", papers(folder)["photo"])
    number, _secret = apply_for(sari, tree, "akta-kelahiran", answers)
    check(wulan, tree, number)
    grant(anwar, tree, number)
    paper_of(sari, tree, number)
    for page in (sari, wulan, anwar):
        page.context.close()


def test_a_push_is_shown_and_leads_nowhere_else(phone: Page, tree: Tree) -> None:
    """What a push service brings is shown; the browser's own debugging door plays the push service."""
    phone.context.grant_permissions(["notifications"], origin=tree.address)
    door = phone.context.new_cdp_session(phone)
    known: list[str] = []
    door.on("ServiceWorker.workerRegistrationUpdated",
            lambda said: known.extend(each["registrationId"] for each in said["registrations"]))  # fmt: skip
    door.send("ServiceWorker.enable")
    phone.wait_for_timeout(500)
    data = json.dumps({"title": "Akta sudah terbit", "url": "/kotak-masuk/", "tag": "pesan-1"})
    door.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": tree.address, "registrationId": known[-1], "data": data},
    )
    open_now = "navigator.serviceWorker.ready.then(w => w.getNotifications())"
    shown = f"{open_now}.then(n => n.map(x => [x.title, x.tag, x.data.url]))"
    until(phone, f"{shown}.then(n => n.length === 1)")
    assert phone.evaluate(shown) == [["Akta sudah terbit", "pesan-1", "/kotak-masuk/"]]


def test_a_letter_that_was_kept_opens_offline_and_goes_at_sign_out(
    phone: Page, browser: Browser, tree: Tree, tmp_path: Path
) -> None:
    a_letter_for_sari(browser, tree, tmp_path)
    sign_in(phone, tree.link("sari"))
    phone.goto(tree.url("/rumah-saya/"))
    button = phone.locator("[data-keep]").first
    address = button.get_attribute("data-keep") or ""
    button.click()
    expect(button).to_contain_text("Tersimpan")
    cut(phone)
    phone.goto(tree.url("/simpanan/"))
    expect(phone.locator(".kept-row a")).to_have_attribute("href", address)
    kind = f"caches.open('simpanan').then(c => c.match('{address}')).then(r => r.headers.get('content-type'))"
    assert phone.evaluate(kind) == "application/pdf"
    cut(phone, off=False)
    phone.goto(tree.url("/akun/"))
    with phone.expect_navigation():  # only once everything kept is gone does the form leave
        phone.locator("main form[action='/keluar/'] button").click()
    assert phone.evaluate("caches.has('simpanan')") is False
    assert phone.evaluate("Luring.all('kept').then(r => r.length)") == 0


def test_without_javascript_the_report_form_is_as_it_was(browser: Browser, tree: Tree) -> None:
    page = a_page(browser, javascript=False)
    page.goto(tree.url("/lapor/"))
    expect(page.locator("main form").first).to_be_visible()
    assert page.locator("[data-luring-says]").first.is_hidden()
    page.context.close()
