"""A training: nominated by the unit's head, seated, begun, present by the code at the door, examined and seen at home."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browser import settle
from tests.journeys.steps import as_one_of_the_cast, await_shown, is_well, press
from tests.journeys.training import plan_a_class, set_a_test
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("javascript", [True, False])
def test_from_nomination_to_the_door_and_the_test(tree: Tree, browser: Browser, javascript: bool) -> None:
    who, name = (
        ("wulan", "Wulan Lestari") if javascript else ("anwar", "Anwar Nasution")
    )  # one class at a time each
    organiser = as_one_of_the_cast(browser, tree, "nurul", javascript=javascript)
    await_shown(organiser, tree.url("/meja/pelatihan/"), "main a[href*='/pelatihan/kelas/PLT']")
    number = plan_a_class(organiser, tree)

    head = as_one_of_the_cast(browser, tree, "ratna", javascript=javascript)
    head.goto(tree.url("/pelatihan/unit/"))
    is_well(head, "pelatihan-unit")
    head.goto(tree.url(f"/pelatihan/kelas/{number}/"))
    head.get_by_label(name).check()
    is_well(head, "pelatihan-kelas")
    press(head, "Usulkan")

    organiser.goto(tree.url(f"/meja/pelatihan/kelas/{number}/"))
    organiser.get_by_role("checkbox", name=name).check()
    press(organiser, "Setujui yang dicentang")
    press(organiser, "Mulai kelas")
    organiser.get_by_role("link", name=re.compile("Kehadiran")).first.click()
    organiser.get_by_role("main").get_by_role("link", name="Layar pintu").click()
    is_well(organiser, "pelatihan-pintu")
    code = organiser.locator("p.figure").inner_text()

    wulan = as_one_of_the_cast(browser, tree, who, javascript=javascript)
    wulan.goto(tree.url("/pelatihan/hadir/?kode=AAAA-AAAA"))
    press(wulan, "Saya hadir")
    expect(wulan.get_by_role("alert")).to_contain_text(re.compile("Kode|tidak"))
    wulan.locator("[name=kode]").fill(code)
    press(wulan, "Saya hadir")
    expect(wulan.get_by_role("main")).to_contain_text("Kepesertaan Anda")
    is_well(wulan, "pelatihan-peserta")

    set_a_test(organiser, tree, number)
    wulan.goto(tree.url(f"/pelatihan/kelas/{number}/"))
    wulan.get_by_role("link", name="Tes awal").click()
    press(wulan, "Mulai mengerjakan")
    question = wulan.locator("form.panel", has=wulan.locator("input[type=radio]")).first
    question.locator("input[type=radio]").first.check()
    if javascript:
        settle(wulan)
        expect(question.get_by_role("status")).to_contain_text("tersimpan")
    else:
        question.get_by_role("button").click()
    is_well(wulan, "pelatihan-tes")
    press(wulan, "Kumpulkan")
    expect(wulan.get_by_role("main")).to_contain_text("nilai")
    wulan.goto(tree.url("/pelatihan/saya/"))
    expect(wulan.get_by_role("main")).to_contain_text(number[:3].replace("PLT", "Pelatihan"))
    is_well(wulan, "pelatihan-saya")
