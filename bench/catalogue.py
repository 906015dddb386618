"""`make bench NAME=catalogue`: the e-Katalog beside a bare page with the same statements, and beside django-oscar.

Requests per second of browsing, filtering, searching and a product's page, at BENCH_SIZES products (100,000; the last
run of the release also 1,000,000): ours, and in turns a bare Granian page that sends the very statements ours sent and
answers as many bytes (target: a third), eight at a time. Lists are made for each request. A product's page (`detail`) was
drawn when it was first asked for after a change, and lies in the database; `first look` is that first time, told apart
and held to nothing. Then the pages that each process keeps, and how long the statements of a search take (target: p95
below 50 ms). django-oscar (OSCAR=1) comes from PyPI into a place of its own and serves the same products from the same
PostgreSQL with the search its own documents begin with (target: 30 times).
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from urllib.parse import quote

import psycopg
from tests.journeys.tree import Tree

from bench import figures, sample
from bench.cases import SUPERUSER, address
from bench.pages import Page, _bare, _getter
from bench.portal import CONTROL, _recorded
from bench.search import goods_pairs

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "100000").split()]
ROUNDS, SECONDS, AT_ONCE = int(os.environ.get("BENCH_ROUNDS", "6")), 1.5, 8
LEAST, BEYOND, P95 = 1 / 3, 30, 0.050
#: Where django-oscar is installed; kept between runs when it is named.
OSCAR = os.environ.get("OSCAR", "")


def main() -> None:
    """Measure and print; the exit status says whether every target was reached."""
    with sample.city() as tree:
        from bench.goods import grow

        kept, before = True, 0
        for size in SIZES:
            took = grow(size, address(tree, SUPERUSER), begin=before)
            print(f"\n{size:,} products (filled in {took:.0f} s)", flush=True)
            before = size
            told = asked(size)
            kept &= compare(tree, size, told) & times(size)
            if OSCAR:
                kept &= beside_oscar(tree, size, told)
    sys.exit(0 if kept else 1)


#: Pages nobody has asked for yet: more than are asked for in a round.
UNSEEN = 4_000


def asked(size: int) -> dict[str, list[str]]:
    """Forty addresses of each kind, and many products that nobody has looked at yet."""
    from balaikota.products.categories import queries as categories
    from balaikota.products.finding import queries

    dice = Random(5)
    leaves = [leaf.code for leaf in categories.leaves()]
    places = list(queries.districts())
    sought = [query for query, _answers in goods_pairs()][:40]
    return {
        "browse": [f"/katalog/cari/?kategori={leaf}" for leaf in leaves[:40]],
        "filter": [f"/katalog/cari/?kategori={dice.choice(leaves)}&kecamatan={dice.choice(places)}&siap=1&sampai=150000"
                   for _at in range(40)],
        "search": [f"/katalog/cari/?q={quote(query)}" for query in sought],
        "detail": [f"/katalog/p/b{dice.randrange(size):07}/" for _at in range(40)],
        FIRST: [f"/katalog/p/b{at:07}/" for at in dice.sample(range(size), min(UNSEEN, size))],
    }  # fmt: skip


def compare(tree: Tree, size: int, told: dict[str, list[str]]) -> bool:
    """Ours and the bare page in turns; then the kept pages."""
    pages: list[Page] = []
    for name, paths in told.items():
        for at, path in enumerate(paths[:40]):
            statements, length = _first_look(path) if name == FIRST else _recorded(path, typed=False)
            pages.append(Page(name, f"/{name.replace(' ', '-')}/{at}", statements, length, _getter(path)))
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BARE_DATABASE"] = address(tree)
        bare, port = _bare(Path(folder), tree, pages)
        try:
            for name, paths in told.items():
                own = [page for page in pages if page.name == name]
                ready = (lambda: _forget(tree)) if name == FIRST else (lambda: None)
                kept &= _beside(f"{name} of {size:,}", paths, own, (tree.port, port), ready)
        finally:
            bare.terminate()
            bare.wait()
    for path in ("/katalog/", "/katalog/kategori/keripik-kerupuk-dan-camilan-gurih/"):
        print(f"  kept  {path:<52}{_rate(tree.port, [path]):9.1f}/s", flush=True)
    return kept


FIRST = "first look"


def _forget(tree: Tree) -> None:
    with psycopg.connect(address(tree, SUPERUSER), autocommit=True) as link:
        link.execute("truncate display_face")


def _first_look(path: str) -> tuple[list[str], int]:
    """The statements of a page that is drawn and kept, and its size."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from balaikota.products.display.models import Face

    Face.objects.filter(product__code=path.strip("/").rsplit("/", 1)[1]).delete()
    with CaptureQueriesContext(connection) as seen:
        answer = Client(headers={"host": "localhost"}).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    statements = [one["sql"] for one in seen.captured_queries]
    return [line for line in statements if not line.startswith(CONTROL)], len(answer.content)


def _beside(
    name: str, paths: list[str], own: list[Page], ports: tuple[int, int], ready: Callable[[], None]
) -> bool:
    rows = []
    for _round in range(ROUNDS):
        ready()
        mine = _rate(ports[0], paths)
        rows.append((mine, _rate(ports[1], [page.path for page in own])))
    mine, plain = (statistics.median(column) for column in zip(*rows, strict=True))
    share = statistics.median(a / b for a, b in rows)
    numbers = sorted({len(page.statements) for page in own})
    length = statistics.mean(page.size for page in own)
    note = f"{'–'.join(str(each) for each in numbers)} statements, {length:,.0f} bytes"
    least = None if name.startswith(FIRST) else LEAST
    return figures.beside(name, mine, "/s", ("bare page", plain), ratio=share, least=least, note=note)


def _rate(port: int, paths: Sequence[str], host: str = "127.0.0.1") -> float:
    """Requests per second, eight at a time, each over a line of its own. A bare socket: the asker costs little."""
    until = time.perf_counter() + SECONDS

    def person(who: int) -> int:
        done = 0
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.settimeout(600)  # django-oscar searches a million for minutes
            while time.perf_counter() < until:
                path = paths[(who * (len(paths) // AT_ONCE) + done) % len(paths)]
                line.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                _answered(line, path)
                done += 1
        return done

    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as people:
        total = sum(people.map(person, range(AT_ONCE)))
    return total / (time.perf_counter() - began)


def _answered(line: socket.socket, path: str) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = line.recv(1 << 17)
        assert piece, f"{path}: the line was closed"
        head += piece
    text, _gap, body = head.partition(b"\r\n\r\n")
    assert b" 200 " in text.split(b"\r\n", 1)[0], (path, text[:200])
    length = next(
        int(row.split(b":")[1]) for row in text.lower().split(b"\r\n") if row.startswith(b"content-length:")
    )
    left = length - len(body)
    while left > 0:
        left -= len(line.recv(min(left, 1 << 17)))


def times(size: int) -> bool:
    """How long the statements of a search take, in PostgreSQL and back, for 300 queries of one to three words."""
    from django.db import connection

    from balaikota.products.display.models import Card
    from balaikota.products.finding import queries
    from balaikota.products.finding.methods import Filters

    dice = Random(11)
    titles = list(Card.objects.order_by("code").values_list("title", flat=True)[:20_000:100])
    texts = [" ".join(title.split()[: dice.choice((1, 2, 2, 3))]) for title in titles]
    texts += [_slip(text, dice) for text in texts[:60]] + [query for query, _answers in goods_pairs()][:40]
    spent: list[float] = []

    def clock(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent[-1] += time.perf_counter() - began

    with connection.execute_wrapper(clock):
        for _turn in range(2):
            spent.clear()
            for text in texts:
                spent.append(0.0)
                queries.find(Filters(text=text))
    ordered = sorted(spent)
    p50, p95 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    slowest = max(zip(spent, texts, strict=True))
    print(f"  search in the database, {len(texts)} queries: median {p50 * 1000:.1f} ms,"
          f" slowest {slowest[0] * 1000:.1f} ms ({slowest[1]!r})")  # fmt: skip
    return figures.within(f"p95 of a search in {size:,}", p95 * 1000, "ms", most=P95 * 1000)


def _slip(text: str, dice: Random) -> str:
    """Two neighbouring letters of the longest word change places."""
    word = max(text.split(), key=len)
    at = dice.randrange(1, max(2, len(word) - 1))
    return text.replace(word, word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :], 1)


def beside_oscar(tree: Tree, size: int, ours: dict[str, list[str]]) -> bool:
    """The same products in django-oscar, on the same PostgreSQL, two workers as ours; in turns, until each was asked for
    long enough: what else runs on the machine meets both."""
    place = Path(OSCAR) if OSCAR != "1" else Path(tempfile.mkdtemp(prefix="oscar-"))
    python = place / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        wanted = ["django-oscar[sorl-thumbnail]", "Django<5.3", "psycopg[binary]", "granian"]
        subprocess.run([str(python), "-m", "pip", "install", "-q", *wanted], check=True)
    from balaikota.config import postgres

    where = {"OSCAR_SOCKET": str(postgres.socket_folder(tree.home)), "OSCAR_FROM": address(tree, SUPERUSER),
             "OSCAR_MEDIA": tempfile.mkdtemp(prefix="oscar-media-")}  # fmt: skip
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parent), **where}
    subprocess.run([str(python), "-c", "import shop; shop.fill()"], env=env, check=True)
    port = tree.port + 2
    options = f"--interface wsgi --port {port} --workers 2 --blocking-threads 8 --backpressure 64 --no-ws --log-level error"
    server = subprocess.Popen([str(python), "-m", "granian", *options.split(), "shop:application"], env=env)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and server.poll() is None:
            try:
                _rate(port, ["/catalogue/"], "localhost")
                break
            except OSError:
                time.sleep(0.5)
        lists = subprocess.run(
            [str(python), "-c", "import shop; shop.paths()"],
            env=env,
            check=True,
            capture_output=True,
            text=True,
        )
        told = dict(row.split(" ", 1) for row in lists.stdout.strip().splitlines())
        version = told.pop("version")
        kept = True
        for name in told:
            rows: list[tuple[float, float]] = []
            until = time.monotonic() + ROUNDS * SECONDS
            while not rows or time.monotonic() < until:
                rows.append((_rate(tree.port, ours[name]), _rate(port, told[name].split(), "localhost")))
            mine, theirs = (statistics.median(column) for column in zip(*rows, strict=True))
            share = statistics.median(a / b for a, b in rows)
            kept &= figures.beside(
                f"{name} of {size:,}, oscar", mine, "/s", (version, theirs), ratio=share, least=BEYOND
            )
        return kept
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
