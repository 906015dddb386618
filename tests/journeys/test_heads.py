"""A resident keeps the proof of the city's record on a phone, with JavaScript and without."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browser import a_page, sign_in
from tests.journeys.steps import is_well
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_resident_keeps_the_heads_of_the_chain(tree: Tree, browser: Browser, javascript: bool) -> None:
    tree.balaikota("audit", "publish")
    page = a_page(browser, javascript=javascript, width=360)
    sign_in(page, tree.link("sari"))
    page.goto(tree.url("/akun/siapa-membuka/"))
    page.get_by_role("link", name="kepala rantai catatan").click()
    expect(page.get_by_role("heading", name="Kepala rantai catatan")).to_be_visible()
    is_well(page, "kepala-rantai")
    with page.expect_download() as download:
        page.get_by_role("link", name="Simpan semua (JSON)").click()
    kept = json.loads(Path(download.value.path()).read_text())["kepala"]
    assert kept[0]["sidik_kunci"] in page.content()
