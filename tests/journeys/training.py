"""What the stories of trainings do alike: plan a class, set a test, open a page as somebody who is signed in."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests.journeys.browser import a_page
from tests.journeys.steps import is_well, press, unfold
from tests.journeys.tree import Tree

COURSE = "Pelatihan Manajemen Strategi Pengembangan Inovasi Daerah"


@dataclass(frozen=True)
class Wanted:
    """A class as a story needs it: its seats, minutes until it begins, and who teaches it."""

    quota: int = 2
    begins_in: int = -5
    trainer: str = ""


def choose(page: Page, selector: str, beginning: str) -> None:
    """The option of a list whose words begin so."""
    field = page.locator(selector)
    options = field.locator("option").all()
    value = next(
        each.get_attribute("value") for each in options if each.inner_text().strip().startswith(beginning)
    )
    field.select_option(value)


def plan_a_class(page: Page, tree: Tree, wanted: Wanted = Wanted()) -> str:
    """From an empty form to an announced class with one session of an hour; gives its number."""
    now = timezone.localtime()
    page.goto(tree.url("/meja/pelatihan/kelas-baru/"))
    choose(page, "[name=version]", COURSE)
    said = {"name": f"Uji {now:%H%M%S}", "place": f"Ruang {now:%H%M%S}", "quota": str(wanted.quota)}
    for name, value in said.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=nominate_until]").fill(f"{now:%Y-%m-%d}")
    press(page, "Simpan rencana")
    return schedule(page, wanted)


def schedule(page: Page, wanted: Wanted) -> str:
    """On the page of a draft: one session of an hour, then the announcement; gives the class's number."""
    unfold(page, "Tambah sesi")
    begins = timezone.localtime() + timedelta(minutes=wanted.begins_in)
    for name, value in {
        "title": "Sesi uji", "day": f"{begins:%Y-%m-%d}", "begins": f"{begins:%H:%M}",
        "ends": f"{begins + timedelta(hours=1):%H:%M}",
    }.items():  # fmt: skip
        page.locator(f"form[action$='/sesi/'] [name={name}]").fill(value)
    if wanted.trainer:
        choose(page, "form[action$='/sesi/'] [name=trainer]", wanted.trainer)
    press(page, "Tambah sesi")
    press(page, "Umumkan dan terima usulan")
    is_well(page, "pelatihan-atur")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def set_a_test(page: Page, tree: Tree, number: str, *, purpose: str = "awal", attempts: int = 1) -> None:
    """Open from two minutes ago until tomorrow night."""
    page.goto(tree.url(f"/meja/pelatihan/kelas/{number}/tes/"))
    now = timezone.localtime()
    for name, said in {
        "day": f"{now:%Y-%m-%d}", "begins": f"{now - timedelta(minutes=2):%H:%M}", "attempts": str(attempts),
        "last_day": f"{now + timedelta(days=1):%Y-%m-%d}", "ends": "23:00",
    }.items():  # fmt: skip
        page.locator(f"[name={name}]").fill(said)
    field = page.locator("[name=purpose]")
    if field.evaluate("element => element.tagName") == "SELECT":
        field.select_option(purpose)
    else:
        page.locator(f"[name=purpose][value={purpose}]").check()
    press(page, "Adakan tes")


def signed_in(browser: Browser, tree: Tree, session: str, *, width: int = 390) -> Page:
    """The phone of somebody whose login is known."""
    page = a_page(browser, width=width)
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": tree.address}])
    return page
