"""A class of forty from need to certificate: one late, one whose phone had no network at the door, one examined again.

Five people are seen in browsers; the others come through the same pages by HTTP, each with a phone of their own.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.journeys.forty import Phone, told
from tests.journeys.steps import (
    as_one_of_the_cast,
    assert_paper_verified,
    await_shown,
    is_well,
    press,
    unfold,
)
from tests.journeys.test_offline import at_home, cut, sent, until, waiting
from tests.journeys.training import COURSE, Wanted, choose, schedule, set_a_test, signed_in
from tests.journeys.tree import Tree

pytestmark = [pytest.mark.journey, pytest.mark.late]
SEATS, AT_ONCE = 40, 6


def everybody(act: Any, people: list[Any]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as hands:
        list(hands.map(act, people))


def nominate(page: Page, tree: Tree, number: str, names: list[str]) -> None:
    """A head sends their own people."""
    page.goto(tree.url(f"/pelatihan/kelas/{number}/"))
    for name in names:
        page.get_by_label(name, exact=True).check()
    press(page, "Usulkan")


def seat_everybody(page: Page, tree: Tree, number: str) -> None:
    page.goto(tree.url(f"/meja/pelatihan/kelas/{number}/"))
    for box in page.locator("#setujui input[type=checkbox]").all():
        box.check()
    press(page, "Setujui yang dicentang")


def record_a_need(page: Page, tree: Tree, name: str, subject: str) -> None:
    """A head sees who lacks JP, and says what one of them has to learn."""
    page.goto(tree.url("/pelatihan/unit/"))
    expect(page.get_by_role("main")).to_contain_text(name)
    page.get_by_role("link", name="Catat kebutuhan pelatihan unit").click()
    page.locator("tr", has_text=name).get_by_role("link", name=re.compile("Catat")).click()
    page.wait_for_url("**untuk=person**")
    page.locator("[name=subject]").fill(subject)
    page.locator("[name=now]").select_option("1")
    page.locator("[name=wanted]").select_option("3")
    page.locator("[name=why]").fill("Uji coba unit belum dapat diukur.")
    press(page, "Simpan kebutuhan")
    expect(page.get_by_role("main")).to_contain_text(subject)


def put_it_in_the_plan(page: Page, tree: Tree, subject: str) -> str:
    """In the next version of the year's plan the need becomes a line, which says everything before it is submitted."""
    address = tree.url(f"/meja/pelatihan/rencana/{timezone.localdate():%Y}/")
    await_shown(page, address, "#keadaan")
    unfold(page, "Ubah rencana sebagai versi baru")
    page.locator("form[action$='/perbarui/'] [name=reason]").fill("Kebutuhan baru dari unit.")
    press(page, "Buat versi baru")
    press(page, re.compile(f"Jadikan baris rencana.*{subject}"))
    choose(page, "[name=version]", COURSE)
    for name, value in {"participants": str(SEATS), "cost": "45 juta"}.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=month]").select_option(str(timezone.localdate().month))
    press(page, "Simpan baris")
    is_well(page, "pelatihan-rencana")
    press(page, "Ajukan untuk disetujui")
    return address


def open_its_class(page: Page, subject: str, address: str) -> str:
    """One click makes the draft of a class; its place and dates are said there."""
    page.goto(address)
    press(page, re.compile(f"Buka kelas.*{subject}"))
    stamp = f"{timezone.localtime():%H%M%S}"
    said = {
        "name": f"Uji {stamp}",
        "place": f"Ruang {stamp}",
        "nominate_until": f"{timezone.localdate():%Y-%m-%d}",
    }
    for name, value in said.items():
        page.locator(f"form[action$='/ubah/'] [name={name}]").fill(value)
    press(page, "Simpan rencana kelas")
    number = schedule(page, Wanted(begins_in=2))
    page.get_by_role("main").get_by_role("link", name="Rencana tahunan").first.click()
    expect(page.get_by_role("main")).to_contain_text(subject)
    return number


def test_forty_from_need_to_certificate(tree: Tree, browser: Browser) -> None:
    organiser = as_one_of_the_cast(browser, tree, "nurul")
    await_shown(organiser, tree.url("/meja/pelatihan/"), "main a[href*='/pelatihan/kelas/PLT']")
    people = told(tree, "people", "kelas", "28", "14")
    ratna = as_one_of_the_cast(browser, tree, "ratna")
    surya = signed_in(browser, tree, told(tree, "session", "surya"), width=1280)

    # The need becomes a line of the plan, the head approves it, and one click makes the class.
    subject = f"Mengukur hasil {timezone.localtime():%H%M%S}"
    record_a_need(ratna, tree, people[0]["name"], subject)
    address = put_it_in_the_plan(organiser, tree, subject)
    surya.goto(address)
    press(surya, "Setujui rencana")
    number = open_its_class(organiser, subject, address)

    # Two units nominate 42 for 40 seats.
    for head, desk in ((ratna, "dukcapil"), (surya, "pelatihan")):
        nominate(head, tree, number, [each["name"] for each in people if each["desk"] == desk])
    seat_everybody(organiser, tree, number)
    expect(organiser.locator("#usulan")).to_contain_text("daftar tunggu")
    phones = {each["name"]: Phone(tree.address, each["session"]) for each in people}
    gone, queue = people[5]["name"], [each["name"] for each in people[SEATS:]]
    phones[gone].post(f"/pelatihan/kelas/{number}/mundur/")
    seated = [name for name in phones if name not in (gone, queue[1])]
    assert len(seated) == SEATS
    organiser.goto(tree.url(f"/meja/pelatihan/kelas/{number}/"))
    assert organiser.locator("#peserta ol > li").count() == SEATS
    press(organiser, "Mulai kelas")

    late, offline, failed = seated[0], seated[1], seated[2]
    sessions = {each["name"]: each["session"] for each in people}
    attend(tree, browser, organiser, number, [phones[name] for name in seated if name not in (late, offline)])
    come_late_and_without_network(tree, browser, organiser, number, (late, offline), sessions)
    sit_both_tests(tree, browser, organiser, number, {name: phones[name] for name in seated}, failed)
    examine_again(tree, browser, organiser, number, failed, phones[failed], sessions[failed])
    certify(tree, browser, organiser, number, sessions[late])


def door_of(page: Page, tree: Tree, number: str) -> str:
    """The address of the door's screen of the only session."""
    page.goto(tree.url(f"/meja/pelatihan/kelas/{number}/"))
    page.get_by_role("main").get_by_role("link", name=re.compile("Kehadiran")).first.click()
    page.wait_for_url("**/hadir/")
    return page.url


def attend(tree: Tree, browser: Browser, organiser: Page, number: str, phones: list[Phone]) -> None:
    """Before it begins: everybody brings the code that stands on the screen."""
    door_of(organiser, tree, number)
    organiser.get_by_role("main").get_by_role("link", name="Layar pintu").click()
    code = organiser.locator("p.figure").inner_text()
    everybody(lambda phone: phone.post("/pelatihan/hadir/catat/", {"kode": code}), phones)
    organiser.reload()
    expect(organiser.locator("#pintu h2")).to_contain_text(f"{SEATS - 2} dari {SEATS}")


def come_late_and_without_network(
    tree: Tree, browser: Browser, organiser: Page, number: str, who: tuple[str, str], sessions: dict[str, str]
) -> None:
    """One scans the code in time and has no network; 25 minutes later another one comes in."""
    late, offline = who
    phone = signed_in(browser, tree, sessions[offline])
    at_home(phone, tree)
    photographed = told(tree, "code", number, "27")
    cut(phone)
    phone.goto(tree.url(f"/pelatihan/hadir/?kode={photographed}"))
    expect(phone.locator("[name=kode]")).to_have_value(photographed)
    press(phone, "Saya hadir")
    phone.wait_for_url("**/menunggu-terkirim/")
    assert waiting(phone) == 1

    told(tree, "turn_clock", number, "25")
    newcomer = signed_in(browser, tree, sessions[late])
    newcomer.goto(tree.url(f"/pelatihan/hadir/?kode={told(tree, 'code', number, '0')}"))
    is_well(newcomer, "pelatihan-hadir")
    press(newcomer, "Saya hadir")
    cut(phone, off=False)
    until(phone, "Luring.all('outbox').then(r => r.every(x => x.state === 'sent'))")
    assert len(sent(phone)) == 1

    organiser.goto(door_of(organiser, tree, number))
    sheet = organiser.locator("#daftar tr")
    expect(sheet.filter(has_text=late)).to_contain_text(re.compile(r"terlambat 2\d menit"))
    expect(organiser.locator("#pastikan li")).to_contain_text("kode dikirim kemudian")
    is_well(organiser, "pelatihan-sesi")
    press(organiser, "Benar hadir")
    expect(organiser.locator("#pastikan")).to_have_count(0)
    expect(sheet.filter(has_text=offline)).not_to_contain_text("terlambat")
    phone.context.close()
    newcomer.context.close()


def sit_both_tests(
    tree: Tree, browser: Browser, organiser: Page, number: str, phones: dict[str, Phone], failed: str
) -> None:
    """Everybody sits both; one knows next to nothing afterwards too."""
    for purpose, known in (("awal", 3), ("akhir", 15)):
        set_a_test(organiser, tree, number, purpose=purpose, attempts=2 if purpose == "akhir" else 1)
        exam = told(tree, "exam", number, purpose)
        right = list(exam["right"].items())

        def take(one: tuple[str, Phone], exam: Any = exam, right: Any = right, known: int = known) -> None:
            name, phone = one
            phone.take(exam["id"], dict(right[: 2 if name == failed else known]))

        everybody(take, list(phones.items()))


def judge(page: Page, tree: Tree, number: str, button: str) -> None:
    page.goto(tree.url(f"/meja/pelatihan/kelas/{number}/hasil/"))
    press(page, button)


def examine_again(
    tree: Tree, browser: Browser, organiser: Page, number: str, name: str, phone: Phone, session: str
) -> None:
    """The class is over; one failed, sits the test once more, and passes."""
    told(tree, "turn_clock", number, "120")
    organiser.goto(tree.url(f"/meja/pelatihan/kelas/{number}/"))
    press(organiser, "Selesaikan kelas")
    judge(organiser, tree, number, "Putuskan hasil")
    row = organiser.locator("tr", has_text=name)
    expect(row).to_contain_text("kurang nilai")
    assert organiser.locator("tr", has_text="tidak lulus").count() == 1

    exam = told(tree, "exam", number, "akhir")
    page = signed_in(browser, tree, session)
    page.goto(tree.url(f"/pelatihan/tes/{exam['id']}/"))
    press(page, "Mulai mengerjakan")
    sitting = page.url.removeprefix(tree.address)
    for question, said in list(exam["right"].items())[:16]:
        phone.post(f"{sitting}jawab/{question}/", said)
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("16 dari 20 soal")
    press(page, "Kumpulkan")
    page.context.close()
    judge(organiser, tree, number, "Hitung ulang hasil")
    expect(organiser.locator("tr", has_text=name)).not_to_contain_text("tidak lulus")
    is_well(organiser, "pelatihan-hasil")


def certify(tree: Tree, browser: Browser, organiser: Page, number: str, session: str) -> None:
    """Forty papers, each with a number of its own; one of them opened by whom it names, and verified twice."""
    press(organiser, f"Terbitkan {SEATS} sertifikat")
    address = tree.url(f"/meja/pelatihan/kelas/{number}/hasil/")
    for _try in range(120):
        organiser.goto(address)
        links = organiser.locator("main a[href^='/surat/']")
        if links.count() == SEATS:
            break
        organiser.wait_for_timeout(500)
    assert links.count() == SEATS
    assert len(set(links.all_inner_texts())) == SEATS

    page = signed_in(browser, tree, session)
    page.goto(tree.url(f"/pelatihan/kelas/{number}/"))
    link = page.get_by_role("main").locator("a[href^='/surat/']").first
    paper = page.request.get(tree.url(link.get_attribute("href") or ""))
    assert paper.headers["content-type"] == "application/pdf"
    assert_paper_verified(paper.body(), tree)
    page.goto(tree.url("/pelatihan/saya/"))
    expect(page.get_by_role("main")).to_contain_text("JP")
    page.context.close()
