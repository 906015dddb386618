"""`make bench NAME=portal`: home and search over 100,000 information pages, places and complaints.

Requests per second, ours and in turns a bare Granian page that sends the very statements ours sent (recorded, with
their parameters) and answers as many bytes. Eight at a time over lines kept open; the median of the turns' shares.
Target: a third. Searches are 40 different ones, none kept. Then the bytes on the wire of the ten main pages.
"""

import http.client
import os
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from tests.journeys.tree import Tree

from bench import figures, sample
from bench.cases import address
from bench.pages import Page, _bare, _getter
from bench.search import others_too, pairs

SIZE = int(os.environ.get("BENCH_SIZE", "100000"))
ROUNDS, TIMES, AT_ONCE, LEAST = 8, 160, 8, 1 / 3
MAIN = ("/", "/layanan/", "/layanan/akta-kelahiran/", "/peristiwa/melahirkan/", "/cari/?q=ktp+hilang", "/informasi/",
        "/tempat/", "/agenda/", "/darurat/", "/lapor/")  # fmt: skip


def main() -> None:
    """Measure and print; the exit status says whether every share was kept."""
    with sample.city() as tree:
        others_too()
        from bench.town import grow

        began = time.perf_counter()
        print(
            f"{grow(SIZE):,} things in the rooms and in the index ({time.perf_counter() - began:.0f} s)",
            flush=True,
        )
        kept = _compare(tree)
        _weigh(tree)
    sys.exit(0 if kept else 1)


def _compare(tree: Tree) -> bool:
    sought = [query for _group, query, _answers in pairs()][::2][:40]
    asked = {
        "home": ["/"],
        "search": [f"/cari/?q={quote(query)}" for query in sought],
        "as typed": [f"/cari/?q={quote(query[: max(4, len(query) - 2)])}" for query in sought],
    }
    pages: list[Page] = []
    for name, paths in asked.items():
        for at, path in enumerate(paths):
            statements, size = _recorded(path, typed=name == "as typed")
            pages.append(Page(name, f"/{name.replace(' ', '-')}/{at}", statements, size, _getter(path)))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BARE_DATABASE"] = address(tree)
        bare, port = _bare(Path(folder), tree, pages)
        try:
            kept = [_beside(name, paths, pages, (tree.port, port)) for name, paths in asked.items()]
            return all(kept)
        finally:
            bare.terminate()
            bare.wait()


def _recorded(path: str, *, typed: bool) -> tuple[list[str], int]:
    """The statements of a page and its size, as the second visitor gets it."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    told = {"host": "localhost"} | (TYPING if typed else {})
    client = Client(headers=told)
    client.get(path)
    caches["near"].delete("portal:front")  # home asks once a second; the bare page asks every time
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    statements = [one["sql"] for one in seen.captured_queries]
    return [line for line in statements if not line.startswith(CONTROL)], len(answer.content)


CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET TRANSACTION")
TYPING = {"HX-Request": "true", "HX-Target": "saran"}


def _beside(name: str, paths: list[str], pages: list[Page], ports: tuple[int, int]) -> bool:
    own = [page for page in pages if page.name == name]
    headers = TYPING if name == "as typed" else {}
    rows = []
    for _round in range(ROUNDS):
        mine = _rate(ports[0], paths, headers)
        rows.append((mine, _rate(ports[1], [page.path for page in own], {})))
    mine, plain = (statistics.median(column) for column in zip(*rows, strict=True))
    share = statistics.median(a / b for a, b in rows)
    queries = statistics.mean(len(page.statements) for page in own)
    size = statistics.mean(page.size for page in own)
    note = f"{queries:.1f} statements, {size:,.0f} bytes"
    return figures.beside(name, mine, "/s", ("bare page", plain), ratio=share, least=LEAST, note=note)


def _rate(port: int, paths: list[str], headers: dict[str, str]) -> float:
    """Requests per second, eight at a time, each over a line of its own that stays open."""
    told = {"Accept-Encoding": "br", **headers}

    def person(who: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for turn in range(TIMES // AT_ONCE):
            link.request("GET", paths[(who + turn * AT_ONCE) % len(paths)], headers=told)
            answer = link.getresponse()
            answer.read()
            assert answer.status == 200, (paths, answer.status)
        link.close()

    with ThreadPoolExecutor(AT_ONCE) as people:
        began = time.perf_counter()
        list(people.map(person, range(AT_ONCE)))
        return TIMES / (time.perf_counter() - began)


def _weigh(tree: Tree) -> None:
    """What a first visit of each main page brings over the wire, with styles, scripts, pictures and font."""
    from playwright.sync_api import sync_playwright
    from tests.journeys.browser import open_browser

    from bench.phone import visit

    with sync_playwright() as playwright:
        browser = open_browser(playwright)
        print("\nfirst visit, on the wire")
        for path in MAIN:
            seen = visit(browser, tree.url(path), slow=False)
            note = f"{seen['requests']} requests" + ("" if seen["status"] == 200 else f", {seen['status']}")
            figures.within(f"first visit, {path}", seen["bytes"] / 1000, "KB", note=note)


if __name__ == "__main__":
    main()
