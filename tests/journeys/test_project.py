"""An action project: written on the city's own figures, marked by two, and carried home as an innovation."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from balaikota.training.projects.tests import written
from tests.journeys.browser import settle
from tests.journeys.forty import told
from tests.journeys.steps import as_one_of_the_cast, await_shown, is_well, press
from tests.journeys.training import Wanted, plan_a_class, signed_in
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey
PARTS = written.PARTS | {"title": "Antar berkas usaha", "budget": "25.000.000"}


def a_class_with(browser: Browser, tree: Tree, person: dict[str, str]) -> tuple[Page, str]:
    """Nurul organises it, Lina teaches in it, and one person takes part."""
    organiser = as_one_of_the_cast(browser, tree, "nurul")
    await_shown(organiser, tree.url("/meja/pelatihan/"), "main a[href*='/pelatihan/kelas/PLT']")
    await_shown(organiser, tree.url("/ekonomi/"), "main table")
    number = plan_a_class(organiser, tree, Wanted(trainer="Lina Marlina", begins_in=-3))
    head = as_one_of_the_cast(browser, tree, "ratna")
    head.goto(tree.url(f"/pelatihan/kelas/{number}/"))
    head.get_by_label(person["name"], exact=True).check()
    press(head, "Usulkan")
    organiser.goto(tree.url(f"/meja/pelatihan/kelas/{number}/"))
    organiser.get_by_role("checkbox", name=person["name"]).check()
    press(organiser, "Setujui yang dicentang")
    press(organiser, "Mulai kelas")
    return organiser, number


def write(page: Page, tree: Tree, number: str) -> None:
    page.goto(tree.url(f"/pelatihan/kelas/{number}/"))
    page.get_by_role("main").get_by_role("link", name="Proyek aksi").click()
    press(page, "Mulai proyek aksi")
    page.locator("[name=figure]").first.check()
    page.locator("[name=sector]").select_option(index=1)
    press(page, "Simpan dasar rancangan")
    expect(page.locator("#dasar")).to_contain_text("LQ")
    for name, said in PARTS.items():
        page.locator(f"[name={name}]").fill(said)
    expect(page.locator("[name=edition]")).not_to_have_value("0")
    settle(page)
    page.wait_for_timeout(1500)
    settle(page)
    is_well(page, "proyek-tulis")
    page.reload()
    expect(page.locator("[name=budget]")).to_have_value("25.000.000")
    press(page, "Serahkan kepada penguji")
    expect(page.get_by_role("main")).to_contain_text("menunggu dua penguji")


def mark(page: Page, tree: Tree, number: str, level: int) -> None:
    page.goto(tree.url(f"/meja/pelatihan/kelas/{number}/proyek/"))
    page.get_by_role("link", name=PARTS["title"]).click()
    for at in range(5):
        page.locator(f"[name=level-{at}][value='{level}']").check()
    page.locator("[name=feedback]").fill(written.FEEDBACK)
    is_well(page, "proyek-nilai")
    press(page, "Simpan penilaian")


def test_an_action_project_becomes_an_innovation(tree: Tree, browser: Browser) -> None:
    (person,) = told(tree, "people", "proyek", "1", "0")
    organiser, number = a_class_with(browser, tree, person)
    page = signed_in(browser, tree, person["session"])
    write(page, tree, number)
    mark(organiser, tree, number, 2)
    lina = as_one_of_the_cast(browser, tree, "lina")
    mark(lina, tree, number, 3)
    expect(lina.get_by_role("main")).to_contain_text("83,34 rata-rata")

    page.goto(tree.url(f"/pelatihan/kelas/{number}/proyek/"))
    is_well(page, "proyek-dinilai")
    press(page, "Jadikan inovasi")
    page.locator("#inovasi a").click()
    expect(page.get_by_role("main")).to_contain_text("rancangan, belum diusulkan")
    address = page.url
    lina.goto(address)
    expect(lina.get_by_role("main")).not_to_contain_text(PARTS["title"])  # nobody else sees a draft
    page.get_by_role("link", name="Lengkapi usulan").click()
    expect(page.locator("[name=title]")).to_have_value(PARTS["title"])
    for field in page.locator("[name^=kriteria_]").all():
        field.fill("Sudah dijelaskan di dalam rancangan ini.")
    press(page, "Kirim kepada tim penilai")
    expect(page.get_by_role("main")).to_contain_text("diusulkan")

    organiser.goto(tree.url(f"/meja/pelatihan/kelas/{number}/proyek/"))
    expect(organiser.get_by_role("main")).to_contain_text(re.compile(r"INV-\d{4}-\d{4} *diusulkan"))
    is_well(organiser, "proyek-kelas")
