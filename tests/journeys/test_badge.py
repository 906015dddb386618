"""A badge: from the paper in somebody's hand to a library that nobody here wrote; and what it says once it is revoked."""

import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier
from playwright.sync_api import Browser, Page, expect

from balaikota.training.badges import methods
from tests.journeys.browser import a_page
from tests.journeys.steps import as_one_of_the_cast, await_shown, is_well
from tests.journeys.tree import Tree

pytestmark = [
    pytest.mark.journey,
    pytest.mark.late,
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed"),
]


def results(organiser: Page, tree: Tree) -> str:
    """The sample class with certificates, once they are signed; gives the address of its results."""
    await_shown(organiser, tree.url("/meja/pelatihan/"), "main a[href*='/kelas/PLT-']")
    row = organiser.locator("main tr", has_text=re.compile(r"Angkatan I(?!I)")).first
    address = tree.url(f"{row.locator('a').get_attribute('href')}hasil/")
    await_shown(organiser, address, "main a[href*='/surat/']")
    return address


def code_on(page: Page, tree: Tree, href: str, folder: Path) -> str:
    """What somebody who holds the paper types: the code under its QR."""
    file = folder / "sertifikat.pdf"
    file.write_bytes(page.context.request.get(tree.url(href)).body())
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"verifikasi/([A-Za-z0-9_-]{22})", text)
    assert found is not None, text
    return found.group(1)


def refusal_of(verifier: OB3Verifier, token: str, download: Callable[[str], bytes]) -> str:
    """Why the library refuses it now; nothing while it finds it valid."""
    try:
        verifier.verify(token, check_status=True, download=download)
    except OB3VerificationError as refused:
        return str(refused)
    return ""


def test_a_stranger_verifies_a_badge_without_asking_us(tree: Tree, browser: Browser, tmp_path: Path) -> None:
    organiser = as_one_of_the_cast(browser, tree, "nurul")
    address = results(organiser, tree)
    paper = organiser.locator("main a[href*='/surat/']").first.get_attribute("href") or ""
    stranger = a_page(browser, width=360)
    await_shown(
        stranger,
        tree.url(f"/verifikasi/{code_on(organiser, tree, paper, tmp_path)}/"),
        "a[href*='/lencana/']",
    )
    stranger.get_by_role("link", name="Lencana digital dari sertifikat ini").click()
    expect(stranger.get_by_role("main")).to_contain_text("Lencana ini berlaku")
    is_well(stranger, "lencana")
    with stranger.expect_download() as handed:
        stranger.get_by_role("link", name="Unduh kredensial").click()
    token = Path(handed.value.path()).read_text()

    def download(url: str) -> bytes:
        """Where it was signed: this city may have been filled at another port."""
        asked = urlsplit(url)
        return requests.get(tree.url(asked.path), headers={"Host": asked.netloc}, timeout=20).content

    issuer = str(methods.payload_of(token)["iss"])
    assert issuer.startswith("did:web:127.0.0.1%3A")
    verifier = OB3Verifier.for_issuer_did(issuer, download=download)
    told = verifier.verify(token, check_status=True, download=download)
    assert told.credits_earned == 26.5

    organiser.goto(address)
    row = organiser.locator("tr", has=organiser.locator(f"a[href='{paper}']"))
    row.locator("summary").click()
    row.get_by_label("Alasan mencabut").fill("Terbukti tidak hadir")
    row.get_by_role("button", name="Cabut sertifikat").click()
    until = time.monotonic() + 60
    while "revocation" not in refusal_of(verifier, token, download):  # the worker signs the list
        assert time.monotonic() < until, "the badge still stands"
        organiser.wait_for_timeout(500)
    stranger.reload()
    expect(stranger.get_by_role("main")).to_contain_text("sudah dicabut")
