"""`make bench NAME=morning`: a busy morning, ten minutes long. 50 applications a second are sent and 200 pages a second are
read, whether the earlier ones were answered or not, against the real process tree with its worker. Every acknowledged
application must have become one case; 95 of 100 are answered within 500 ms (sending) and 300 ms (reading), counted
from when they were due; nothing fails, and memory stays. BENCH_MINUTES makes a trial shorter. See README.md for the rule.
"""

import asyncio
import os
import random
import statistics
import sys
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import psycopg
from tests.journeys.tree import Tree

from bench import figures, sample
from bench.cases import SUPERUSER, address
from bench.exam import TOKEN, Browser

MINUTES = float(os.environ.get("BENCH_MINUTES", "10"))
SUBMITS, READS = int(os.environ.get("BENCH_SUBMITS", "50")), int(os.environ.get("BENCH_READS", "200"))
LANES = 64  # connections that stay open, for each kind
WITHIN = {"sent": 0.5, "read": 0.3}
FLAT = 1.25  # memory of the last minute by that of the second, when every server has seen every page
FIRST, LAST = ("Aisyah", "Bima", "Citra", "Dimas", "Elsa", "Farhan", "Gita", "Hotman", "Intan", "Jonathan", "Kirana",
               "Lukas", "Maya", "Nabila", "Oki", "Putri", "Rizky", "Salsa", "Togar", "Ulfa", "Vina", "Wahyu", "Yosef"), (
               "Siregar", "Nasution", "Lubis", "Harahap", "Ginting", "Sembiring", "Tarigan", "Hasibuan", "Pohan", "Tanjung",
               "Simanjuntak", "Sihombing", "Wijaya", "Kurniawan", "Lestari", "Saragih", "Purba", "Damanik")  # fmt: skip
#: What visitors open, and how often of a hundred; the last three as somebody who has signed in.
PAGES = (("/", 30), ("/layanan/akta-kelahiran/", 15), ("/cari/?q=akta+lahir", 10), ("/informasi/", 10), ("/tempat/", 5),
         ("/katalog/", 10), ("/permohonan/", 10), ("/rumah-saya/", 5), ("/kotak-masuk/", 5))  # fmt: skip
SIGNED_IN = 3


@dataclass
class Told:
    """What everybody saw, by kind: seconds from when a request was due to its answer, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=lambda: {"sent": [], "read": []})
    wrong: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)


def main() -> None:
    """Measure and print; the exit status says whether every limit was kept."""
    with sample.city() as tree:
        drafts, readers = fill(round(SUBMITS * MINUTES * 60))
        told = asyncio.run(morning(tree, drafts, readers))
        kept = report(tree, told)
    sys.exit(0 if kept else 1)


# --- what is sent ---------------------------------------------------------------------------------


def fill(many: int) -> tuple[list[tuple[str, str, str]], list[str]]:
    """So many complete drafts, each of another child: path, cookies, form. And the cookies of a few readers, who have a few
    applications each, as people do: those who send have a thousand drafts."""
    from balaikota.engine.cases.models import Case, Draft
    from balaikota.foundation.organisations import queries as organisations
    from balaikota.foundation.people.models import Person
    from bench import applicant

    began = time.perf_counter()
    ready = [applicant._ready() for _turn in range(30)]
    senders = Draft.objects.filter(pk__in=[path.split("/")[3] for path, _headers, _body in ready]).values(
        "person"
    )
    applied = Person.objects.filter(pk__in=Case.objects.values("applicant")).exclude(pk__in=senders)
    readers = [person for person in applied if not organisations.is_staff(person)]
    sent = []
    for place, (path, headers, body) in enumerate(ready):
        ids = copies(path.split("/")[3], (many + len(ready) - 1 - place) // len(ready), seed=place)
        sent += [(f"/permohonan/draf/{id}/kirim/", headers["Cookie"], body) for id in ids]
    random.Random(1).shuffle(sent)
    print(f"{len(sent):,} drafts in {time.perf_counter() - began:.0f} s", flush=True)
    return sent, [applicant.cookies_of(person) for person in readers]


def copies(draft_id: str, many: int, *, seed: int) -> list[uuid.UUID]:
    """The same application for so many other children; the papers are rows of their own for the same bytes."""
    from balaikota.engine.cases.models import Draft
    from balaikota.foundation.files.models import StoredFile

    of, dice = Draft.objects.get(pk=draft_id), random.Random(seed)
    papers = list(StoredFile.objects.filter(about_type="cases.draft", about_id=str(of.pk)))
    rows, files = [], []
    for _turn in range(many):
        new, answers = uuid.uuid4(), dict(of.answers)
        for paper in papers:
            kept = {name: getattr(paper, name) for name in ("owner_id", "received_by_id", "original_name", "content_type",
                                                            "size", "sha256", "pages", "scan", "at")}  # fmt: skip
            file = StoredFile(about_type="cases.draft", about_id=str(new), **kept)
            answers = {name: _renamed(said, str(paper.pk), str(file.pk)) for name, said in answers.items()}
            files.append(file)
        answers["anak_nama"] = f"{dice.choice(FIRST)} {dice.choice(FIRST)} {dice.choice(LAST)}"
        answers["tanggal_lahir"] = (date.today() - timedelta(days=dice.randrange(2, 50))).isoformat()
        rows.append(
            Draft(id=new, person_id=of.person_id, edition_id=of.edition_id, answers=answers, page=of.page)
        )
    StoredFile.objects.bulk_create(files, batch_size=1000)
    Draft.objects.bulk_create(rows, batch_size=1000)
    return [row.pk for row in rows]


def _renamed(said: Any, old: str, new: str) -> Any:
    if isinstance(said, list):
        return [new if each == old else each for each in said]
    return new if said == old else said


# --- the morning ----------------------------------------------------------------------------------


class Lanes:
    """Connections that stay open; whoever is next takes one that is free."""

    def __init__(self, port: int) -> None:
        self.port, self.free = port, asyncio.Queue[Browser]()
        for _turn in range(LANES):
            self.free.put_nowait(Browser(port, ""))

    async def ask(self, method: str, path: str, cookies: str, body: str = "") -> int:
        browser = await self.free.get()
        shown = f"Cookie: {cookies}\r\nX-CSRFToken: {TOKEN}\r\n" if cookies else ""
        browser.head = f"Host: 127.0.0.1:{self.port}\r\n{shown}"
        try:
            return (await asyncio.wait_for(browser.ask(method, path, body), 30))[0]
        except BaseException:
            browser.hang_up()
            raise
        finally:
            self.free.put_nowait(browser)


async def morning(tree: Tree, drafts: list[tuple[str, str, str]], readers: list[str]) -> Told:
    told, dice = Told(), random.Random(2)
    sending, reading = Lanes(tree.port), Lanes(tree.port)
    pages = [page for page, often in PAGES for _turn in range(often)]
    signed_in = {page for page, _often in PAGES[-SIGNED_IN:]}

    async def send(turn: int, due: float) -> None:
        path, cookies, body = drafts[turn]
        if await asked(sending.ask("POST", path, cookies, body), 303, path, "sent", due, told):
            told.acknowledged.append(path.split("/")[3])

    async def read(_turn: int, due: float) -> None:
        page = dice.choice(pages)
        cookies = dice.choice(readers) if page in signed_in else ""
        await asked(reading.ask("GET", page, cookies), 200, page, "read", due, told)

    for page, _often in PAGES:  # once before: what is kept is kept
        await reading.ask("GET", page, readers[0] if page in signed_in else "")
    weighing = asyncio.create_task(weigh(tree, told))
    await asyncio.gather(
        at_rate(SUBMITS, len(drafts), send), at_rate(READS, round(READS * MINUTES * 60), read)
    )
    weighing.cancel()
    return told


async def asked(answer: Awaitable[int], wanted: int, path: str, kind: str, due: float, told: Told) -> bool:
    try:
        status = await answer
    except Exception as error:
        told.wrong.append(f"{path}: {type(error).__name__}")
        return False
    told.took[kind].append(time.monotonic() - due)
    if status != wanted:
        told.wrong.append(f"{path}: {status}")
    return status == wanted


async def at_rate(rate: int, many: int, ask: Callable[[int, float], Awaitable[None]]) -> None:
    """One each 1/rate second, whether the earlier ones were answered or not; returns when all were."""
    began, tasks = time.monotonic(), set()
    for turn in range(many):
        due = began + turn / rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        task = asyncio.ensure_future(ask(turn, due))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    await asyncio.gather(*tasks)


async def weigh(tree: Tree, told: Told) -> None:
    """The whole tree's memory every fifteen seconds (proportional set size: shared pages once)."""
    while True:
        told.memory.append(await asyncio.to_thread(tree.memory))
        await asyncio.sleep(15)


# --- what came of it ------------------------------------------------------------------------------


def report(tree: Tree, told: Told) -> bool:
    from balaikota.engine.cases.models import Case

    kept = True
    for kind, took in told.took.items():
        note = (
            f"{len(took)}, median {statistics.median(took) * 1000:.0f} ms, longest {max(took) * 1000:.0f} ms"
        )
        late = statistics.quantiles(took, n=20)[-1] * 1000
        kept &= figures.within(f"p95, {kind}", late, "ms", most=WITHIN[kind] * 1000, note=note)
    print("\n".join(f"    {line}" for line in sorted(set(told.wrong))[:10]))
    kept &= figures.within("requests gone wrong", len(told.wrong), "", most=0)
    became = Case.objects.filter(draft__in=told.acknowledged).values("number").distinct().count()
    lost = len(told.acknowledged) - became
    kept &= figures.within(
        "applications lost or doubled", abs(lost), "", most=0, note=f"{became} became a case"
    )
    early, end = max(told.memory[4:8] or told.memory), max(told.memory[-4:])
    note = f"{early >> 20} MB, then {end >> 20}, highest {max(told.memory) >> 20}; jobs to do {waiting_jobs(tree):,}"
    return kept & figures.within(
        "memory at the end by the second minute's", end / early, "times", most=FLAT, note=note
    )


def waiting_jobs(tree: Tree) -> int:
    with psycopg.connect(address(tree, SUPERUSER), autocommit=True) as link:
        row = link.execute(
            "select count(*) from procrastinate_jobs where status in ('todo', 'doing')"
        ).fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    main()
