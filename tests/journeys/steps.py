"""What every story does alike: apply, check, grant, fetch the paper and verify it, as a person does in a browser."""

import io
import re
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import a_page, apply, settle, sign_in
from tests.journeys.tree import ROOT, Tree

PICTURES = ROOT / "test-results" / "pages"
WIDTHS = (360, 1280)


def as_one_of_the_cast(browser: Browser, tree: Tree, who: str, *, javascript: bool = True) -> Page:
    page = a_page(browser, javascript=javascript)
    sign_in(page, tree.link(who))
    return page


def await_shown(page: Page, address: str, selector: str, seconds: float = 1500) -> None:
    """Open a page again and again until the worker, which plays the demo city's later parts, has come so far."""
    until = time.monotonic() + seconds
    page.goto(address)
    while page.locator(selector).count() == 0:
        assert time.monotonic() < until, f"{address} shows no {selector} after {seconds} s"
        page.wait_for_timeout(2000)
        page.goto(address)


def apply_for(
    page: Page, tree: Tree, slug: str, answers: dict[str, Any], *, javascript: bool = True
) -> tuple[str, str]:
    """From the page of a service to the receipt: the number of the case and its tracking secret."""
    begin(page, tree, slug)
    apply(page, answers, javascript=javascript)
    return send(page)


def begin(page: Page, tree: Tree, slug: str) -> None:
    """A new draft, at its first page."""
    page.goto(tree.url(f"/layanan/{slug}/"))
    page.get_by_role("main").get_by_role("button", name=re.compile("Mulai|Ajukan|Lanjutkan")).first.click()
    expect(page.get_by_role("main")).to_contain_text(re.compile("berkas|dokumen", re.I))
    page.locator("#halaman a").first.click()


def the_example_of(room: str, slug: str, photo: str) -> dict[str, Any]:
    """The complete answers a service file gives itself, with a photo for each upload."""
    file = ROOT / "src" / "balaikota" / "civil" / room / "services" / f"{slug}.toml"
    example = tomllib.loads(file.read_text())["example"]
    return {name: photo if isinstance(value, list) else value for name, value in example.items()}


def send(page: Page) -> tuple[str, str]:
    """From the review page to the receipt."""
    for tick in page.locator("form[action$='/kirim/'] input[type=checkbox]").all():
        tick.check()
    page.locator("form[action$='/kirim/'] button").click()
    page.wait_for_url("**/tanda-terima/")
    number, secret = (each.inner_text() for each in page.locator("dd.number").all())
    return number, secret


def check(page: Page, tree: Tree, number: str) -> None:
    """An officer takes the case, finds the file complete and passes it on."""
    page.goto(tree.url(f"/permohonan/{number}/"))
    take = page.get_by_role("button", name="Ambil permohonan ini")
    if take.count():
        take.click()
        page.wait_for_load_state()
    page.locator("form[action$='/teruskan/'] button").click()
    page.wait_for_load_state()


def grant(page: Page, tree: Tree, number: str) -> None:
    """Another officer decides."""
    decide(page, tree, number, "granted")
    expect(page.get_by_role("main")).to_contain_text(re.compile("dikabulkan", re.I))


def decide(page: Page, tree: Tree, number: str, outcome: str, reason: str = "") -> None:
    page.goto(tree.url(f"/permohonan/{number}/"))
    form = page.locator("form[action$='/putusan/']")
    form.locator(f"input[name=outcome][value={outcome}]").check()
    if reason:
        form.locator("[name=reason]").fill(reason)
    form.locator("button").click()
    page.wait_for_load_state()


def paper_of(page: Page, tree: Tree, number: str) -> bytes:
    """The paper of a granted case, once it is signed."""
    for _try in range(120):
        page.goto(tree.url(f"/permohonan/{number}/"))
        link = page.locator("a[href^='/surat/']").first
        if link.count():
            break
        page.wait_for_timeout(500)
    answer = page.request.get(tree.url(link.get_attribute("href") or ""))
    assert answer.ok
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def papers_of(page: Page, tree: Tree, number: str, *, count: int) -> list[bytes]:
    """Every paper of a granted case, once so many are signed."""
    paper_of(page, tree, number)
    for _try in range(60):
        page.goto(tree.url(f"/permohonan/{number}/"))
        links = {link.get_attribute("href") or "" for link in page.locator("a[href^='/surat/']").all()}
        if len(links) >= count:
            break
        page.wait_for_timeout(500)
    assert len(links) == count, f"{len(links)} surat"
    return [page.request.get(tree.url(link)).body() for link in sorted(links)]


def linked_to(page: Page, tree: Tree, number: str) -> dict[str, str]:
    """The cases that a decision opened: the name of each service, and the number."""
    page.goto(tree.url(f"/permohonan/{number}/"))
    rows = page.locator("#lanjutan li").all()
    return {row.locator("a").inner_text(): row.locator(".number").inner_text() for row in rows}


def verify_address_of(page: Page, tree: Tree, number: str) -> str:
    """The public page where anyone asks whether the paper of this case stands."""
    page.goto(tree.url(f"/permohonan/{number}/"))
    address = page.locator("a[href*='/verifikasi/']").first.get_attribute("href") or ""
    return tree.url(address[address.index("/verifikasi/") :])


def assert_paper_verified(paper: bytes, tree: Tree) -> None:
    """pyHanko's own validator, trusting only this city's local authority."""
    from pyhanko.keys import load_cert_from_pemder
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    roots = [load_cert_from_pemder(str(path)) for path in tree.authority_files()]
    reader = PdfFileReader(io.BytesIO(paper))
    (signature,) = reader.embedded_signatures
    trust = ValidationContext(trust_roots=roots, allow_fetching=False)
    with ThreadPoolExecutor(1) as thread:  # Playwright's loop runs in this one
        status = thread.submit(validate_pdf_signature, signature, trust).result()
    assert status.bottom_line, status.pretty_print_details()


# --- a page as a person meets it ------------------------------------------------------------------


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """The first button of the page's own part that is called so."""
    page.get_by_role("main").get_by_role("button", name=name, exact=isinstance(name, str)).first.click()
    page.wait_for_load_state()


def unfold(page: Page, title: str) -> None:
    """Open a form of the desk, unless it is open already."""
    fold = page.locator("details", has=page.locator("summary", has_text=title)).first
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()


def is_well(page: Page, name: str) -> None:
    """No fault of axe, nothing too wide; where scripts run, for axe is one."""
    if page.get_by_role("main").evaluate("() => !!window.htmx"):
        assert faults_of(page, name) == []


RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],  # what passed is not written out: that took as long as looking
}


def faults_of(page: Page, name: str) -> list[str]:
    settle(page)
    width = page.viewport_size["width"]  # type: ignore[index]
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
    faults = [
        f"{name} {width}: {violation['id']} – {violation['nodes'][0]['html'][:160]}"
        for violation in Axe().run(page, options=RULES).response["violations"]
    ]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if overflow > 0:
        faults.append(f"{name} {width}: {overflow} px terlalu lebar")
    return faults
