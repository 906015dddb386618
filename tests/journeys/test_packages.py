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
    """To the class of the sample city in which Yusuf has a seat."""
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

    yusuf = as_one_of_the_cast(browser, tree, "yusuf")
    open_package(yusuf, tree, title)
    is_well(yusuf, f"paket-{version}")
    yusuf.get_by_role("button", name=re.compile("Mulai")).first.click()
    package = inside(yusuf)
    expect(package.locator("#tahu")).to_contain_text("true")
    expect(package.locator("#tahu")).not_to_contain_text("session")  # no cookie of the city
    package.get_by_role("button", name="Lanjut").click()
    expect(yusuf.get_by_role("status").filter(has_text="Tersimpan")).to_be_visible()
    is_well(yusuf, f"paket-main-{version}")
    leave(yusuf)

    yusuf.get_by_role("button", name=re.compile("Lanjutkan")).first.click()
    expect(package.locator("#halaman")).to_have_text("Halaman 2")
    yusuf.context.set_offline(True)
    package.get_by_role("button", name="Jawab benar").click()
    expect(yusuf.get_by_role("alert")).to_contain_text("Tidak ada jaringan")
    yusuf.context.set_offline(False)
    expect(yusuf.get_by_role("status").filter(has_text="Tersimpan")).to_be_visible()
    package.get_by_role("button", name="Kembali").click()
    package.get_by_role("button", name="Jawab salah").click()
    package.get_by_role("button", name="Selesai").click()
    expect(yusuf.get_by_role("status").filter(has_text="Selesai dan tersimpan")).to_be_visible()
    organiser.reload()
    row = organiser.locator("section", has_text=title).get_by_role("row", name=re.compile("Yusuf"))
    expect(row).to_contain_text("lulus")
    expect(row).to_contain_text("90")


def test_an_expired_session_loses_no_score(tree: Tree, browser: Browser) -> None:
    organiser = as_one_of_the_cast(browser, tree, "nurul")
    await_shown(organiser, tree.url("/meja/pelatihan/"), SHOWN)
    yusuf = as_one_of_the_cast(browser, tree, "yusuf")
    open_package(yusuf, tree, "Lima langkah menulis usulan inovasi")
    yusuf.get_by_role("button", name=re.compile("Mulai|Lanjutkan|Buka lagi")).first.click()
    package = inside(yusuf)
    expect(package.locator("#tempat")).to_contain_text("Halaman")
    cookies = yusuf.context.cookies()
    yusuf.context.clear_cookies()
    package.get_by_role("button", name=re.compile("Lanjut")).click()
    expect(yusuf.get_by_role("alert")).to_contain_text("Sesi masuk Anda berakhir")
    yusuf.context.add_cookies(cookies)  # type: ignore[arg-type]
    open_package(yusuf, tree, "Lima langkah menulis usulan inovasi")
    yusuf.get_by_role("button", name=re.compile("Lanjutkan")).first.click()
    expect(package.locator("#tempat")).to_contain_text("Halaman 2")


def test_a_cmi5_package_is_played_left_and_recorded(tree: Tree, browser: Browser) -> None:
    organiser = as_one_of_the_cast(browser, tree, "nurul")
    bring(organiser, tree, "paket.zip", zips.cmi5())
    yusuf = as_one_of_the_cast(browser, tree, "yusuf")
    open_package(yusuf, tree, "Paket uji cmi5")
    yusuf.get_by_role("button", name=re.compile("Mulai")).first.click()
    package = yusuf.frame_locator("[data-frame]")
    expect(package.locator("#tahu")).to_have_text("siap Normal")
    package.get_by_role("button", name="Lanjut").click()
    expect(package.locator("#tahu")).to_have_text("disimpan 204")
    leave(yusuf)
    yusuf.get_by_role("button", name=re.compile("Lanjutkan")).first.click()
    expect(package.locator("#halaman")).to_have_text("Halaman 2")
    package.get_by_role("button", name="Jawab benar").click()
    expect(package.locator("#tahu")).to_have_text("lulus 204")
    package.get_by_role("button", name="Selesai").click()
    yusuf.wait_for_url(re.compile(r"/pelatihan/paket/[^/]+/$"))  # the package's return address leads back
    expect(yusuf.get_by_role("main")).to_contain_text("1 dari 2 bagian selesai")
    organiser.reload()
    row = organiser.locator("section", has_text="Paket uji cmi5").get_by_role("row", name=re.compile("Yusuf"))
    expect(row).to_contain_text("lulus")
    expect(row).to_contain_text("90")


def test_without_javascript_the_page_says_why_it_needs_it(tree: Tree, browser: Browser) -> None:
    yusuf = as_one_of_the_cast(browser, tree, "yusuf", javascript=False)
    await_shown(yusuf, tree.url("/pelatihan/"), SHOWN)
    open_package(yusuf, tree, "Lima langkah menulis usulan inovasi")
    expect(yusuf.get_by_role("main")).to_contain_text("memerlukan JavaScript")
    is_well(yusuf, "paket-tanpa-js")


@pytest.mark.skipif(
    not (PUBLIC / "catapult.zip").exists(), reason="BALAIKOTA_PUBLIC_PACKAGES names no folder"
)
def test_catapults_pre_test_is_played_and_recorded(tree: Tree, browser: Browser) -> None:
    organiser, yusuf = (as_one_of_the_cast(browser, tree, who) for who in ("nurul", "yusuf"))
    bring(organiser, tree, "catapult.zip", (PUBLIC / "catapult.zip").read_bytes())
    title = "Introduction to Geology - Pre/Post Test"
    open_package(yusuf, tree, title)
    yusuf.get_by_role("button", name=re.compile("Mulai Pre-test")).first.click()
    package = yusuf.frame_locator("[data-frame]")
    package.get_by_role("button", name=re.compile("Select correct answers")).click()
    package.get_by_role("button", name="Submit Answers").click()
    expect(package.locator("#score-passed")).to_be_visible()
    package.locator(".exit-button:visible").last.click()
    yusuf.wait_for_url(re.compile(r"/pelatihan/paket/[^/]+/$"))
    expect(yusuf.get_by_role("listitem").filter(has_text="Pre-test").first).to_contain_text(
        "lulus · nilai 100"
    )
    organiser.reload()
    row = organiser.locator("section", has_text=title).get_by_role("row", name=re.compile("Yusuf"))
    expect(row).to_contain_text("100")


@pytest.mark.skipif(not (PUBLIC / "golf.zip").exists(), reason="BALAIKOTA_PUBLIC_PACKAGES names no folder")
def test_the_golf_example_is_played_left_and_resumed(tree: Tree, browser: Browser) -> None:
    organiser, yusuf = (as_one_of_the_cast(browser, tree, who) for who in ("nurul", "yusuf"))
    bring(organiser, tree, "golf.zip", (PUBLIC / "golf.zip").read_bytes())
    title = "Golf Explained - Run-time Basic Calls"
    yusuf.on("dialog", lambda dialog: dialog.accept())
    open_package(yusuf, tree, title)
    yusuf.get_by_role("button", name=re.compile("Mulai")).first.click()
    golf = inside(yusuf)
    for _page in range(3):
        golf.get_by_role("button", name="Next ->").click()
    golf.get_by_role("button", name="Exit").click()  # it suspends and asks to be left
    yusuf.wait_for_url(re.compile(r"/pelatihan/paket/[^/]+/$"))
    yusuf.get_by_role("button", name=re.compile("Lanjutkan")).first.click()
    expect(golf.locator("#contentFrame")).to_have_attribute("src", re.compile("OtherScoring|Scoring|Par"))
    while golf.locator("#butNext").is_enabled():
        golf.locator("#butNext").click()
    test = golf.frame_locator("#contentFrame")
    for right in test.locator(".correctAnswer input").all():
        right.check()
    test.locator("input[type=button], button").last.click()
    expect(test.locator("#test")).to_contain_text("Score:")
    golf.get_by_role("button", name="Exit").click()
    yusuf.wait_for_url(re.compile(r"/pelatihan/paket/[^/]+/$"))
    expect(yusuf.get_by_role("main")).to_contain_text("1 dari 1 bagian selesai")
    organiser.reload()
    row = organiser.locator("section", has_text=title).get_by_role("row", name=re.compile("Yusuf"))
    expect(row).to_contain_text("lulus")
