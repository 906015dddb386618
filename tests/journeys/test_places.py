"""Places and warnings in a real browser: the map by mouse and by keyboard, with JavaScript and without."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import a_page, settle, sign_in
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey


def the_form(tree: Tree, page: Page, name: str) -> None:
    page.goto(tree.url("/meja/tempat/baru/"))
    page.get_by_label("Nama", exact=True).fill(name)
    page.get_by_label("Alamat").fill("Jalan Contoh 1")
    for day in ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"):
        page.get_by_label(re.compile(f"^{day}")).fill("24 jam")
    page.get_by_label("Tutup pada hari libur nasional").uncheck()


def a_point_by_keyboard(page: Page) -> None:
    """Into the map, nearer, and Enter: the point lies at its centre, and the kelurahan is guessed."""
    chosen = page.locator("#titik.map-live")
    expect(chosen).to_be_visible()
    chosen.focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    expect(page.locator(".map-said")).to_contain_text("Titik dipasang")


def test_an_editor_points_at_the_map_and_residents_find_the_place(tree: Tree, browser: Browser) -> None:
    editor = a_page(browser)
    sign_in(editor, tree.link("rahmat"))
    the_form(tree, editor, "Pos Uji Peta")
    box = editor.locator("#titik.map-live")
    expect(box).to_be_visible()
    settle(editor)
    box.click(position={"x": box.bounding_box()["width"] / 2 - 10, "y": 250})
    expect(editor.locator(".map-said")).to_contain_text("Titik dipasang")
    a_point_by_keyboard(editor)
    assert re.fullmatch(r"3\.\d{4,6}", editor.locator("#id_lat").input_value())
    if not editor.locator("#id_kelurahan").input_value():
        editor.locator("#id_kelurahan").select_option(index=1)
    editor.get_by_role("button", name="Simpan").click()
    expect(editor.get_by_role("heading", name="Pos Uji Peta")).to_be_visible()

    for javascript in (True, False):
        visitor = a_page(browser, javascript=javascript, width=360)
        visitor.goto(tree.url("/tempat/?jenis=kantor&buka=1"))
        # by the list where a script turns the drawing into a live map just then; by the drawing itself where none does
        shown = visitor.locator(".places" if javascript else "#peta svg")
        shown.get_by_role("link", name="Pos Uji Peta").click()
        expect(visitor.get_by_role("heading", name="Pos Uji Peta", level=1)).to_be_visible()
        expect(visitor.get_by_text("Buka 24 jam.")).to_be_visible()


def test_a_pin_opens_by_keyboard_and_the_drawing_is_made_of_links(tree: Tree, browser: Browser) -> None:
    plain = a_page(browser, javascript=False)
    plain.goto(tree.url("/kit/"))
    assert plain.locator("#peta svg a .map-spot").count() == 3
    lively = a_page(browser)
    lively.goto(tree.url("/kit/"))
    lively.locator("#peta").scroll_into_view_if_needed()
    pin = lively.locator("#peta .map-pin").first
    expect(pin).to_be_visible()
    pin.focus()
    lively.keyboard.press("Enter")
    expect(lively.locator("#peta .leaflet-popup")).to_contain_text("Contoh tempat")


def test_without_javascript_a_kelurahan_from_the_list_is_enough(tree: Tree, browser: Browser) -> None:
    editor = a_page(browser, javascript=False)
    sign_in(editor, tree.link("rahmat"))
    the_form(tree, editor, "Pos Tanpa Peta")
    editor.locator("#id_kelurahan").select_option(index=3)
    editor.get_by_role("button", name="Simpan").click()
    expect(editor.get_by_role("heading", name="Pos Tanpa Peta")).to_be_visible()


def test_a_warning_goes_before_everything_until_it_is_over(tree: Tree, browser: Browser) -> None:
    publisher, resident = a_page(browser), a_page(browser, width=360)
    resident.goto(tree.url("/"))  # kept from before the danger
    sign_in(publisher, tree.link("rahmat"))
    publisher.goto(tree.url("/meja/peringatan/"))
    publisher.get_by_label("Banjir").check()
    publisher.get_by_label("Awas").check()
    publisher.get_by_label("Judul", exact=True).fill("Banjir uji perjalanan")
    publisher.get_by_label("Isi", exact=True).fill("Naik ke tempat tinggi.")
    publisher.get_by_label("Saya sudah memastikan kabar ini.").check()
    publisher.get_by_role("button", name="Keluarkan peringatan").click()
    try:
        for _try in range(15):  # each server process asks again within ten seconds
            resident.goto(tree.url("/"))
            if resident.get_by_text("Naik ke tempat tinggi.").count():
                break
            resident.wait_for_timeout(1_000)
        expect(resident.get_by_text("Naik ke tempat tinggi.")).to_be_visible()
        resident.get_by_role("link", name="Nomor darurat").first.click()
        expect(resident.locator("a[href='tel:112']")).to_be_visible()
        expect(resident.locator(".alert-title", has_text="Banjir uji perjalanan")).to_be_visible()
    finally:
        publisher.goto(tree.url("/meja/peringatan/"))
        publisher.get_by_role("button", name="Akhiri sekarang").first.click()
    expect(publisher.get_by_text("Tidak ada peringatan yang berlaku.")).to_be_visible()
