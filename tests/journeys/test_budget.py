"""What a first visit brings over the wire. Times are measured by `make bench NAME=phone`, never here."""

import pytest
from bench.phone import BYTES, visit
from playwright.sync_api import Browser

from tests.journeys.tree import Tree

pytestmark = pytest.mark.xdist_group("tree")

HEAVIEST = 68_000  # any page without a map: htmx, the styles of all rooms, font, and 18 KB for what it says
WITH_MAP = 150_000


@pytest.mark.parametrize(
    ("path", "bytes_at_most"),
    [
        ("/", BYTES),
        ("/layanan/akta-kelahiran/", HEAVIEST),
        ("/cari/?q=ktp+hilang", HEAVIEST),
        ("/informasi/", HEAVIEST),
        ("/darurat/", HEAVIEST),
        ("/lapor/", WITH_MAP),
    ],
)
def test_a_first_visit_stays_within_its_budget(
    tree: Tree, browser: Browser, path: str, bytes_at_most: int
) -> None:
    seen = visit(browser, tree.url(path), slow=False)
    assert seen["status"] == 200
    assert seen["bytes"] < bytes_at_most, seen
    assert seen["requests"] <= 18, seen


@pytest.mark.parametrize("path", ["/", "/layanan/akta-kelahiran/", "/cari/?q=ktp+hilang"])
def test_nothing_jumps_while_the_page_comes(tree: Tree, browser: Browser, path: str) -> None:
    assert visit(browser, tree.url(path), slow=False)["shift"] < 0.01
