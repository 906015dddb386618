"""A real Chromium for the journeys: pages are filled the way a person fills them, with and without JavaScript."""

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]  # fmt: skip
MONTH = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")


def open_browser(playwright: Playwright) -> Browser:
    if CHROMIUM is None and not os.environ.get("MUST_SEE"):
        pytest.skip("Chromium is not installed: apt-get install chromium")
    assert CHROMIUM, "MUST_SEE: without a browser the journeys prove nothing"
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


def a_page(browser: Browser, *, javascript: bool = True, width: int = 1280, scheme: str = "light") -> Page:
    """A fresh person at a fresh device."""
    context = browser.new_context(
        java_script_enabled=javascript,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        accept_downloads=True,
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def sign_in(page: Page, link: str) -> None:
    """By the demo city's link: a page with one button."""
    page.goto(link)
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_load_state()


def settle(page: Page) -> None:
    """Wait until htmx has asked what it wanted to ask."""
    page.wait_for_load_state("networkidle")


def _fill_one(form: Locator, name: str, value: Any) -> bool:
    """Fill one question; False when the page does not ask it (now)."""
    if (parts := form.locator(f'[name="{name}-hari"]')).count():
        year, month, day = MONTH.match(str(value)).groups()  # type: ignore[union-attr]
        parts.fill(str(int(day)))
        form.locator(f'[name="{name}-bulan"]').fill(str(int(month)))
        form.locator(f'[name="{name}-tahun"]').fill(year)
        return True
    fields = form.locator(f'[name="{name}"]:not([type=hidden])')
    if not fields.count() or not fields.first.is_visible():
        return False
    kind = fields.first.get_attribute("type") or ""
    if kind == "file":
        if not form.locator(f'[name="{name}"][type=hidden]').count():
            fields.first.set_input_files(value)
    elif kind == "radio":
        said = {True: "ya", False: "tidak"}.get(value, value) if isinstance(value, bool) else value
        form.locator(f'[name="{name}"][value="{said}"]').check()
    elif kind == "checkbox":
        fields.first.set_checked(bool(value))
    elif fields.first.evaluate("element => element.tagName") == "SELECT":
        fields.first.select_option(str(value))
    else:
        fields.first.fill(str(value).replace(".", ",") if isinstance(value, float) else str(value))
    return True


def fill_page(page: Page, answers: dict[str, Any], *, javascript: bool) -> list[str]:
    """Answer what the page asks, also what it asks only after an answer. Gives the names filled."""
    filled: list[str] = []
    form = page.locator("main form").first
    for _turn in range(8):
        there = set(form.locator("[name]").evaluate_all("fields => fields.map(field => field.name)"))
        asked = [name for name in answers if {name, f"{name}-hari"} & there and name not in filled]
        fresh = [name for name in asked if _fill_one(form, name, answers[name])]
        if not fresh:
            break
        filled += fresh
        if javascript:
            settle(page)
    return filled


def apply(page: Page, answers: dict[str, Any], *, javascript: bool) -> None:
    """From the first page of a draft to its review page."""
    for _page in range(40):
        if page.url.endswith("/tinjau/"):
            return
        before, asked = page.url, page.locator("main form").first.inner_text()
        fill_page(page, answers, javascript=javascript)
        page.locator("main form button.button-primary").first.click()
        page.wait_for_load_state()
        summary = page.locator("#ringkasan-kesalahan")
        if summary.count() and page.url.split("?")[0].rstrip("/").removesuffix("/simpan") == before.rstrip(
            "/"
        ).removesuffix("/simpan"):
            fresh = page.locator("main form").first.inner_text()
            assert fresh != asked, f"{page.url}: {summary.inner_text()}"
    raise AssertionError(f"masih di {page.url} setelah 40 halaman")


def papers(folder: Path) -> dict[str, str]:
    """A photo, as a cheap phone makes it, and a scan."""
    from PIL import Image, ImageDraw

    photo = folder / "Surat lahir (1).jpg"
    image = Image.new("RGB", (900, 1200), "white")
    ImageDraw.Draw(image).text((80, 80), "SURAT KETERANGAN LAHIR - CONTOH", fill="black")
    image.save(photo, exif=b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00")
    return {"photo": str(photo)}
