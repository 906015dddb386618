"""Learning packages in a real browser: brought, played, left, resumed, kept without a network, and recorded."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from balaikota.training.packages.tests import zips
from tests.journeys.steps import as_one_of_the_cast, await_shown, is_well, press
from tests.journeys.tree import Tree

pytestmark = pytest.mark.journey
#: A folder with packages of public test suites. They are not ours, so none is kept here; where they come from:
#: `catapult.zip` is github.com/adlnet/CATAPULT (Apache-2.0), course_examples/packages/pre_post_test_framed.zip;
#: `golf.zip` is the SCORM 2004 golf example "Basic Run-Time Calls" of Rustici Software (Creative Commons), as
#: github.com/ktonon/scorm-golf-example has it at d39616b.
PUBLIC = Path(os.environ.get("BALAIKOTA_PUBLIC_PACKAGES", "/nowhere"))

CLASS, SHOWN = re.compile(r"Angkatan II(?!I)"), "main :is(tr, li):has-text('Angkatan II')"


def bring(organiser: Page, tree: Tree, name: str, content: bytes) -> None:
    """To the class of the sample city in which Hendra has a seat."""
    await_shown(organiser, tree.url("/meja/pelatihan/"), SHOWN)
    organiser.get_by_role("row").filter(has_text=CLASS).get_by_role("link").first.click()
    organiser.get_by_role("main").get_by_role("link", name="Paket").click()
    organiser.locator("[name=file]").set_input_files(
        {"name": name, "mimeType": "application/zip", "buffer": content}
    )
    press(organiser, "Tambah paket")


def open_package(page: Page, tree: Tree, title: str) -> None:
    """From one's own trainings, as a participant finds it."""
    page.goto(tree.url("/pelatihan/"))
    page.get_by_role("main").get_by_role("listitem").filter(has_text=CLASS).get_by_role("link").first.click()
    page.get_by_role("link", name=title).click()


def inside(page: Page) -> FrameLocator:
    """The package itself: SCORM in the frame within the frame, cmi5 in the frame."""
    return page.frame_locator("[data-frame]").frame_locator("[data-content]")


def leave(page: Page) -> None:
    page.get_by_role("link", name="Simpan dan keluar").click()
    page.wait_for_url(re.compile(r"/pelatihan/paket/[^/]+/$"))


@pytest.mark.parametrize("version", ["1.2", "2004"])
def test_a_scorm_package_is_played_left_and_resumed(tree: Tree, browser: Browser, version: str) -> None:
    organiser = as_one_of_the_cast(browser, tree, "nurul")
    title = f"Paket uji {version}"
    bring(organiser, tree, "rusak.zip", b"PK")
    expect(organiser.get_by_role("main")).to_contain_text("bukan ZIP yang utuh")
    bring(organiser, tree, "paket.zip", zips.scorm12() if version == "1.2" else zips.scorm2004())
    expect(organiser.get_by_role("main")).to_contain_text(title)
    is_well(organiser, f"paket-atur-{version}")

    hendra = as_one_of_the_cast(browser, tree, "hendra")
    open_package(hendra, tree, title)
    is_well(hendra, f"paket-{version}")
    hendra.get_by_role("button", name=re.compile("Mulai")).first.click()
    package = inside(hendra)
    expect(package.locator("#tahu")).to_contain_text("true")
    expect(package.locator("#tahu")).not_to_contain_text("session")  # no cookie of the city
    package.get_by_role("button", name="Lanjut").click()
    expect(hendra.get_by_role("status").filter(has_text="Tersimpan")).to_be_visible()
    is_well(hendra, f"paket-main-{version}")
    leave(hendra)

    hendra.get_by_role("button", name=re.compile("Lanjutkan")).first.click()
    expect(package.locator("#halaman")).to_have_text("Halaman 2")
    hendra.context.set_offline(True)
    package.get_by_role("button", name="Jawab benar").click()
    expect(hendra.get_by_role("alert")).to_contain_text("Tidak ada jaringan")
    hendra.context.set_offline(False)
    expect(hendra.get_by_role("status").filter(has_text="Tersimpan")).to_be_visible()
    package.get_by_role("button", name="Kembali").click()
    package.get_by_role("button", name="Jawab salah").click()
    package.get_by_role("button", name="Selesai").click()
    expect(hendra.get_by_role("status").filter(has_text="Selesai dan tersimpan")).to_be_visible()
    organiser.reload()
    row = organiser.locator("section", has_text=title).get_by_role("row", name=re.compile("Hendra"))
    expect(row).to_contain_text("lulus")
    expect(row).to_contain_text("90")


def test_an_expired_session_loses_no_score(tree: Tree, browser: Browser) -> None:
    organiser = as_one_of_the_cast(browser, tree, "nurul")
    await_shown(organiser, tree.url("/meja/pelatihan/"), SHOWN)
    hendra = as_one_of_the_cast(browser, tree, "hendra")
    open_package(hendra, tree, "Lima langkah menulis usulan inovasi")
    hendra.get_by_role("button", name=re.compile("Mulai|Lanjutkan|Buka lagi")).first.click()
    package = inside(hendra)
    expect(package.locator("#tempat")).to_contain_text("Halaman")
    cookies = hendra.context.cookies()
    hendra.context.clear_cookies()
    package.get_by_role("button", name=re.compile("Lanjut")).click()
    expect(hendra.get_by_role("alert")).to_contain_text("Sesi masuk Anda berakhir")
    hendra.context.add_cookies(cookies)  # type: ignore[arg-type]
    open_package(hendra, tree, "Lima langkah menulis usulan inovasi")
    hendra.get_by_role("button", name=re.compile("Lanjutkan")).first.click()
    expect(package.locator("#tempat")).to_contain_text("Halaman 2")


def test_a_cmi5_package_is_played_left_and_recorded(tree: Tree, browser: Browser) -> None:
    organiser = as_one_of_the_cast(browser, tree, "nurul")
    bring(organiser, tree, "paket.zip", zips.cmi5())
    hendra = as_one_of_the_cast(browser, tree, "hendra")
    open_package(hendra, tree, "Paket uji cmi5")
    hendra.get_by_role("button", name=re.compile("Mulai")).first.click()
    package = hendra.frame_locator("[data-frame]")
    expect(package.locator("#tahu")).to_have_text("siap Normal")
    package.get_by_role("button", name="Lanjut").click()
    expect(package.locator("#tahu")).to_have_text("disimpan 204")
    leave(hendra)
    hendra.get_by_role("button", name=re.compile("Lanjutkan")).first.click()
    expect(package.locator("#halaman")).to_have_text("Halaman 2")
    package.get_by_role("button", name="Jawab benar").click()
    expect(package.locator("#tahu")).to_have_text("lulus 204")
    package.get_by_role("button", name="Selesai").click()
    hendra.wait_for_url(re.compile(r"/pelatihan/paket/[^/]+/$"))  # the package's return address leads back
    expect(hendra.get_by_role("main")).to_contain_text("1 dari 2 bagian selesai")
    organiser.reload()
    row = organiser.locator("section", has_text="Paket uji cmi5").get_by_role(
        "row", name=re.compile("Hendra")
    )
    expect(row).to_contain_text("lulus")
    expect(row).to_contain_text("90")


def test_without_javascript_the_page_says_why_it_needs_it(tree: Tree, browser: Browser) -> None:
    hendra = as_one_of_the_cast(browser, tree, "hendra", javascript=False)
    await_shown(hendra, tree.url("/pelatihan/"), SHOWN)
    open_package(hendra, tree, "Lima langkah menulis usulan inovasi")
    expect(hendra.get_by_role("main")).to_contain_text("memerlukan JavaScript")
    is_well(hendra, "paket-tanpa-js")


@pytest.mark.skipif(
    not (PUBLIC / "catapult.zip").exists(), reason="BALAIKOTA_PUBLIC_PACKAGES names no folder"
)
def test_catapults_pre_test_is_played_and_recorded(tree: Tree, browser: Browser) -> None:
    organiser, hendra = (as_one_of_the_cast(browser, tree, who) for who in ("nurul", "hendra"))
    bring(organiser, tree, "catapult.zip", (PUBLIC / "catapult.zip").read_bytes())
    title = "Introduction to Geology - Pre/Post Test"
    open_package(hendra, tree, title)
    hendra.get_by_role("button", name=re.compile("Mulai Pre-test")).first.click()
    package = hendra.frame_locator("[data-frame]")
    package.get_by_role("button", name=re.compile("Select correct answers")).click()
    package.get_by_role("button", name="Submit Answers").click()
    expect(package.locator("#score-passed")).to_be_visible()
    package.locator(".exit-button:visible").last.click()
    hendra.wait_for_url(re.compile(r"/pelatihan/paket/[^/]+/$"))
    expect(hendra.get_by_role("listitem").filter(has_text="Pre-test").first).to_contain_text(
        "lulus · nilai 100"
    )
    organiser.reload()
    row = organiser.locator("section", has_text=title).get_by_role("row", name=re.compile("Hendra"))
    expect(row).to_contain_text("100")


@pytest.mark.skipif(not (PUBLIC / "golf.zip").exists(), reason="BALAIKOTA_PUBLIC_PACKAGES names no folder")
def test_the_golf_example_is_played_left_and_resumed(tree: Tree, browser: Browser) -> None:
    organiser, hendra = (as_one_of_the_cast(browser, tree, who) for who in ("nurul", "hendra"))
    bring(organiser, tree, "golf.zip", (PUBLIC / "golf.zip").read_bytes())
    title = "Golf Explained - Run-time Basic Calls"
    hendra.on("dialog", lambda dialog: dialog.accept())
    open_package(hendra, tree, title)
    hendra.get_by_role("button", name=re.compile("Mulai")).first.click()
    golf = inside(hendra)
    for _page in range(3):
        golf.get_by_role("button", name="Next ->").click()
    golf.get_by_role("button", name="Exit").click()  # it suspends and asks to be left
    hendra.wait_for_url(re.compile(r"/pelatihan/paket/[^/]+/$"))
    hendra.get_by_role("button", name=re.compile("Lanjutkan")).first.click()
    expect(golf.locator("#contentFrame")).to_have_attribute("src", re.compile("OtherScoring|Scoring|Par"))
    while golf.locator("#butNext").is_enabled():
        golf.locator("#butNext").click()
    test = golf.frame_locator("#contentFrame")
    for right in test.locator(".correctAnswer input").all():
        right.check()
    test.locator("input[type=button], button").last.click()
    expect(test.locator("#test")).to_contain_text("Score:")
    golf.get_by_role("button", name="Exit").click()
    hendra.wait_for_url(re.compile(r"/pelatihan/paket/[^/]+/$"))
    expect(hendra.get_by_role("main")).to_contain_text("1 dari 1 bagian selesai")
    organiser.reload()
    row = organiser.locator("section", has_text=title).get_by_role("row", name=re.compile("Hendra"))
    expect(row).to_contain_text("lulus")
