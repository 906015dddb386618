"""The one search box: by keyboard with suggestions, and as a plain form without JavaScript."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browser import a_page, settle
from tests.journeys.tree import Tree

pytestmark = pytest.mark.xdist_group("tree")


def test_somebody_types_walks_down_and_opens_with_enter(tree: Tree, browser: Browser) -> None:
    page = a_page(browser, width=360)
    page.goto(tree.url("/"))
    box = page.get_by_role("combobox", name="Cari di balai kota")
    box.focus()
    box.press_sequentially("ktp ilang", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_have_text("KTP-el Hilang")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(options.first).to_be_hidden()
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("ArrowUp")
    box.press("Enter")
    page.wait_for_url("**/layanan/ktp-hilang/")


def test_enter_without_a_choice_searches(tree: Tree, browser: Browser) -> None:
    page = a_page(browser)
    page.goto(tree.url("/"))
    page.get_by_role("combobox").fill("akte lahiran")
    settle(page)
    page.get_by_role("combobox").press("Enter")
    page.wait_for_url("**/cari/?q=akte*")
    assert page.get_by_role("main").get_by_role("link", name="Akta Kelahiran", exact=True).first.is_visible()


@pytest.mark.parametrize("query", ["ktp ilang", "ktp hlang"])
def test_it_is_a_plain_form_without_javascript(tree: Tree, browser: Browser, query: str) -> None:
    page = a_page(browser, javascript=False)
    page.goto(tree.url("/"))
    page.get_by_label("Cari di balai kota").fill(query)
    page.get_by_role("button", name="Cari", exact=True).click()
    first = page.locator(".results .hits a").first
    expect(first).to_have_text("KTP-el Hilang")
    first.click()
    page.wait_for_url("**/layanan/ktp-hilang/")
