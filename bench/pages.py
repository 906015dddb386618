"""`make bench NAME=pages`: our pages against bare ones with the same queries, in one run. See README.md for the rule."""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys.tree import Tree

from bench import figures, sample

ROUNDS, AT_ONCE = 12, 8
REQUESTS = {"home": 60, "service": 60, "submit": 2}
SUBMITS = ROUNDS * REQUESTS["submit"]


@dataclass
class Page:
    """One thing to measure: how ours is asked, and what the bare one does instead."""

    name: str
    path: str
    statements: list[str]
    size: int
    ask: Callable[[http.client.HTTPConnection, int], None]


def main() -> None:
    """Measure and print; the exit status says whether the city stayed small."""
    with sample.city() as tree:
        kept = weighed(tree, "memory of the whole tree at rest")
        pages = _recorded()
        with tempfile.TemporaryDirectory() as folder:
            bare, port = _bare(Path(folder), tree, pages)
            try:
                for page in pages:
                    _compare(page, tree.port, port)
            finally:
                bare.terminate()
                bare.wait()
        kept &= weighed(tree, "memory after the run")
    sys.exit(0 if kept else 1)


def weighed(tree: Tree, what: str) -> bool:
    return figures.within(what, tree.memory() / 1e6, "MB", most=1000)


def _recorded() -> list[Page]:
    """Ask each page once in this process and note the statements it sends."""
    from bench import applicant

    pages = []
    for name, path in (("home", "/"), ("service", "/layanan/akta-kelahiran/")):
        statements, size = applicant.record_get(path)
        pages.append(Page(name, f"/{name}", statements, size, _getter(path)))
    statements, size, asked = applicant.record_submit(SUBMITS)
    pages.append(Page("submit", "/submit", statements, size, _poster(asked)))
    return pages


def _getter(path: str) -> Callable[[http.client.HTTPConnection, int], None]:
    def ask(link: http.client.HTTPConnection, turn: int) -> None:
        link.request("GET", path)
        answer = link.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)

    return ask


def _poster(
    asked: list[tuple[str, dict[str, str], str]],
) -> Callable[[http.client.HTTPConnection, int], None]:
    waiting = iter(asked)

    def ask(link: http.client.HTTPConnection, turn: int) -> None:
        path, headers, body = next(waiting)
        link.request("POST", path, body=body, headers=headers)
        answer = link.getresponse()
        answer.read()
        assert answer.status == 303, (path, answer.status)

    return ask


def _bare(folder: Path, tree: Tree, pages: list[Page]) -> "tuple[subprocess.Popen[bytes], int]":
    told = {
        page.path: {"statements": page.statements, "size": page.size, "rolls_back": page.name == "submit"}
        for page in pages
    }
    (folder / "bare.json").write_text(json.dumps(told))
    port = tree.port + 1
    from balaikota.config import postgres

    where = f"host={postgres.socket_folder(tree.home)} dbname={postgres.DATABASE} user={postgres.APP}"
    options = f"--interface wsgi --port {port} --workers 2 --blocking-threads 8 --backpressure 64 --no-ws"
    granian = [sys.executable, "-m", "granian", *options.split(), "--log-level", "error"]
    env = {**os.environ, "BARE": str(folder / "bare.json"), "BARE_DATABASE": where}
    process = subprocess.Popen([*granian, "bench.bare:application"], env=env)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            _getter(pages[0].path)(http.client.HTTPConnection("127.0.0.1", port), 0)
            return process, port
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the bare page did not open")


def _compare(page: Page, ours: int, bare: int) -> None:
    """Ours and the bare one in turns; the median of the rounds' ratios."""
    print(f"\n{page.name}: {len(page.statements)} statements, {page.size} bytes")
    ways = [("one after the other", _one_by_one)]
    if (
        page.name != "submit"
    ):  # the bare one writes the same rows each time, so eight would wait for each other
        ways.append((f"{AT_ONCE} at a time", _at_once))
    for what, measure in ways:
        rows = []
        for _round in range(ROUNDS):
            mine = measure(ours, page.ask, REQUESTS[page.name])
            plain = measure(bare, _getter(page.path), REQUESTS[page.name])
            rows.append((mine, plain))
        mine, plain = (statistics.median(column) for column in zip(*rows, strict=True))
        ratio = statistics.median(a / b for a, b in rows)
        figures.beside(f"{page.name}, {what}", mine * 1000, "ms", ("bare page", plain * 1000), ratio=ratio)


def _one_by_one(port: int, ask: Callable[[Any, int], None], times: int) -> float:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    began = time.perf_counter()
    for turn in range(times):
        ask(link, turn)
    return (time.perf_counter() - began) / times


def _at_once(port: int, ask: Callable[[Any, int], None], times: int) -> float:
    def person(turn: int) -> None:
        ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), turn)

    with ThreadPoolExecutor(AT_ONCE) as people:
        began = time.perf_counter()
        list(people.map(person, range(times)))
        return (time.perf_counter() - began) / times


if __name__ == "__main__":
    main()
