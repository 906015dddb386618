"""Another city is another folder: its own name, regions, offices, topics and colours, and no word of the first."""

import html
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import Request, urlopen

import pytest

from tests.journeys.tree import ROOT, Tree, _environment, plant

pytestmark = pytest.mark.journey
FOLDER = ROOT / "tests" / "second_city"
OWN = {"BALAIKOTA_CITY": "12.75", "BALAIKOTA_CITY_FOLDER": str(FOLDER), "BALAIKOTA_DEMO": "0"}
FIRST = re.compile(r"\b(medan|belawan|deli|12\.71)\b", re.IGNORECASE)
#: The province's capital is a birthplace and a court like any other where somebody looks for one in a list.
NATIONAL = re.compile(r"<option[^>]*>[^<]*</option>|<datalist.*?</datalist>", re.S)
MOST, MOST_OF_AN_OFFICER = 90, 25

DESKS = (
    "/meja/",
    "/loket/",
    "/meja/informasi/",
    "/meja/tempat/",
    "/meja/pengaduan/",
    "/bengkel/",
    "/mitra/",
    "/rumah-saya/",
)


@pytest.fixture(scope="module")
def second() -> Iterator[Tree]:
    tree = plant(**OWN)
    yield tree
    tree.stop()
    shutil.rmtree(tree.home, ignore_errors=True)


def page(tree: Tree, path: str, session: str = "") -> tuple[str, str]:
    """What this address answers, and what it says it is; empty where there is nothing."""
    cookie = {"Cookie": f"sessionid={session}"} if session else {}
    request = Request(tree.url(path), headers={"Accept-Language": "id", **cookie})
    try:
        with urlopen(request, timeout=30) as answer:
            return answer.read().decode(errors="replace"), answer.headers["Content-Type"]
    except HTTPError as refused:
        if refused.code >= 500:
            raise
        return "", ""


def crawl(tree: Tree, session: str = "", *, first: tuple[str, ...] = (), most: int = MOST) -> dict[str, str]:
    """Every page that can be reached by links from the front page, as this visitor sees them."""
    waiting, seen = ["/", *first], {}
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        if path in seen:
            continue
        text, kind = page(tree, path, session)
        seen[path] = text
        if "text/html" in kind:
            links = (urljoin(path, html.unescape(link)) for link in re.findall(r'href="([^"]+)"', text))
            here = (urldefrag(link).url for link in links if not urlsplit(link).netloc)
            waiting.extend(link for link in here if link.startswith("/") and not link.startswith("/aset/"))
    return seen


def words_of_the_first(pages: dict[str, str]) -> list[str]:
    found = {path: FIRST.search(NATIONAL.sub("", text)) for path, text in pages.items()}
    return [
        f"{path}: {text.string[max(0, text.start() - 80) : text.end() + 40]}"
        for path, text in found.items()
        if text
    ]


def test_visitors_find_no_word_of_the_first_city(second: Tree) -> None:
    pages = crawl(second, first=("/cari/?q=akta", "/manifest.webmanifest", "/robots.txt", "/kit/"))
    assert len(pages) > 40
    assert words_of_the_first(pages) == []
    assert "Balai Kota</span>" in pages["/"]
    assert "Binjai" in pages["/"]
    assert "#123a6b" in pages["/"]


def test_officers_and_residents_find_none_either(second: Tree) -> None:
    script = [sys.executable, "-W", "ignore", str(FOLDER / "people.py")]
    env = _environment(second.home, second.port, **OWN)
    told = subprocess.run(script, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert told.returncode == 0, told.stderr
    sessions = dict(line.split() for line in told.stdout.split("\n") if line)
    assert "koordinator-pengaduan" in sessions
    for who, session in sessions.items():
        pages = crawl(second, session, first=DESKS, most=MOST_OF_AN_OFFICER)
        assert "Warga Kedua" in pages["/"], who
        assert words_of_the_first(pages) == [], who


def test_its_regions_offices_and_topics_are_its_own(second: Tree) -> None:
    text, _kind = page(second, "/lapor/")
    assert "Pekan Contoh" in text
    assert "Pasar Baru" not in text
    css = re.search(r'href="(/aset/kit/css/balaikota[^"]*\.css)"', text)
    assert css is not None
    assert "--band: #123a6b" in page(second, css[1])[0]
