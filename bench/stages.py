"""What happens to a city while the flows of `bench.flows` go on: kills, a full disk, a clock that is set, a mail server
and a partner's server that are away, and an update that is killed half way.

Each stage has a process tree of its own on the same home (the full disk on a copy of it), and notes each trial: after how
many seconds the health page was red and said why, and how many seconds after the mend it was silent again and pages came.
"""

import json
import os
import random
import struct
import subprocess
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from tests.journeys import tree as journeys
from tests.journeys.kills import Killer, database
from tests.journeys.tree import Tree, plant

from bench import breaking
from bench.breaking import SmallDisk

SEED = int(os.environ.get("FAULT_SEED", "7"))
KILLS, TIMES = int(os.environ.get("FAULT_KILLS", "100")), int(os.environ.get("FAULT_TIMES", "6"))
MINUTES = float(os.environ.get("FAULT_MINUTES", "60"))  # then the killer stops: the run counts as cut short
AWAY, RED = (
    30.0,
    60.0,
)  # seconds: the longest until the city is well again; until it must have said why it is not


@dataclass(frozen=True)
class Trial:
    """Something broken and mended once. `red` and `back` in seconds; None: not within `RED`, or never."""

    what: str
    red: float | None
    back: float | None

    @property
    def fault(self) -> str:
        if self.red is None:
            return f"{self.what}: the health page did not say why"
        return "" if self.back is not None and self.back <= AWAY else f"{self.what}: back after {self.back} s"


class Stage(ABC):
    """One way to break a city."""

    name = ""
    word = ""  # what the health page says
    program = journeys.PROGRAM

    def __init__(self, home: Path) -> None:
        self.home, self.dice, self.trials = home, random.Random(SEED), list[Trial]()
        self.killer: Killer | None = None
        self.mends = ExitStack()

    def open(self) -> Tree:
        """The city before anything breaks."""
        return plant(self.home, self.program, **self.environment())

    def environment(self) -> dict[str, str]:
        return {}

    @abstractmethod
    def run(self, tree: Tree, is_going_on: Callable[[], bool]) -> None:
        """Break and mend, while the flows go on."""

    def after(self, tree: Tree) -> list[str]:
        """What this stage alone looks at when the worker has caught up: faults."""
        return []

    def wait(self, least: float, most: float) -> None:
        time.sleep(self.dice.uniform(least, most))

    def red(self, tree: Tree) -> float | None:
        return passed(lambda: self.word in reasons(tree), RED)

    def green(self, tree: Tree) -> float | None:
        return passed(lambda: tree.is_well() and self.word not in reasons(tree), 3 * AWAY)

    def tried(self, what: str, red: float | None, back: float | None) -> None:
        self.trials.append(Trial(what, red, back))


def reasons(tree: Tree) -> list[str]:
    """Why the health page is red; an answer that never came is a reason too."""
    try:
        with urllib.request.urlopen(tree.url("/sehat/lengkap/"), timeout=10) as answer:
            said = answer.read()
    except urllib.error.HTTPError as red:
        said = red.read()
    except OSError:
        return ["no answer"]
    with suppress(ValueError):
        return [str(each) for each in json.loads(said)["sebab"]]
    return ["no answer"]


def passed(condition: Callable[[], bool], seconds: float) -> float | None:
    """After how many seconds it held; None: not within these."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if condition():
            return time.monotonic() - began
        time.sleep(0.2)
    return None


# --- the stages -----------------------------------------------------------------------------------


class Kills(Stage):
    """kill -9 of a random part every second or two."""

    name = "kills"

    def run(self, tree: Tree, is_going_on: Callable[[], bool]) -> None:
        killer = self.killer = Killer(tree, self.dice, KILLS, whole=True, seconds=60 * MINUTES)
        killer.start()
        while killer.is_alive() and is_going_on():
            killer.join(1)


class FullDisk(Stage):
    """Not a block is free where the city has all it has; every second time PostgreSQL's log finds no room either."""

    name, word = "disk", "Disk hampir penuh"

    def open(self) -> Tree:
        self.disk = SmallDisk()
        self.mends.callback(self.disk.remove)
        copy = self.disk.place / "kota"
        subprocess.run(["cp", "-a", self.home, copy], check=True)
        self.home = copy
        return super().open()

    def run(self, tree: Tree, is_going_on: Callable[[], bool]) -> None:
        for turn in range(TIMES):
            self.wait(2, 5)
            self.disk.fill()
            red = self.red(tree)
            if turn % 2:
                self.use_up_the_log(tree)
            until = time.monotonic() + self.dice.uniform(4, 15)
            while time.monotonic() < until:
                self.disk.fill()
                time.sleep(0.2)
            self.disk.free()
            self.tried("log full too" if turn % 2 else "disk full", red, self.green(tree))

    def use_up_the_log(self, tree: Tree) -> None:
        """One piece of log after another, until there is no room for the next and the server gives up."""
        with suppress(psycopg.Error), database(tree) as link:
            for _piece in range(40):
                link.execute("select pg_logical_emit_message(true, 'fill', repeat('x', 8000000))")


class SetClock(Stage):
    """The wall clock of all processes, PostgreSQL's too, is set; what counts time since boot goes on as always."""

    name, word, program = "clock", "Jam mesin meloncat", "bench.stepped"
    # Seconds. An officer who does nothing for an hour is signed out.
    steps = (1200, -1200, 1200, -1200, 1700, -1700)
    far = (26 * 3600, -26 * 3600)  # when the flows are over: everybody would have to sign in again

    def environment(self) -> dict[str, str]:
        self.file = self.home / "clock"
        self.file.write_bytes(struct.pack("q", 0))
        self.file.chmod(0o644)  # PostgreSQL's own user reads it too
        library = breaking.compiled(self.home / "clock.so")
        return {
            "LD_PRELOAD": str(library),
            "CLOCK_FILE": str(self.file),
            "PYTHONPATH": f"{journeys.ROOT / 'src'}:{journeys.ROOT}",
        }

    def set(self, seconds: int) -> None:
        with self.file.open("r+b") as file:
            file.write(struct.pack("q", seconds))

    def run(self, tree: Tree, is_going_on: Callable[[], bool]) -> None:
        for seconds in self.steps[:TIMES]:
            self.wait(2, 5)
            self.step(tree, seconds)

    def step(self, tree: Tree, seconds: int) -> None:
        self.set(seconds)
        red = self.red(tree)
        self.wait(4, 12)
        self.set(0)
        self.tried(f"clock {seconds:+d} s and back", red, self.green(tree))

    def after(self, tree: Tree) -> list[str]:
        for seconds in self.far:
            self.step(tree, seconds)
        alive = passed(lambda: "Pekerja tidak hidup" not in reasons(tree), 90)
        return [] if alive is not None else ["the worker is dead after the clock was set"]


class ClosedDoor(Stage):
    """Somebody else's server refuses, says nothing, hangs up in the middle, or takes nothing now."""

    another: breaking.Another

    def run(self, tree: Tree, is_going_on: Callable[[], bool]) -> None:
        for turn in range(TIMES):
            mode = ("refuses", "hangs", "closes", "busy")[turn % 4]
            self.wait(3, 6)
            self.another.fares(mode)
            red = self.red(tree)
            self.wait(5, 25)
            self.another.fares("well")
            self.tried(f"{self.name} server {mode}", red, self.green(tree))


class ClosedPost(ClosedDoor):
    name, word = "mail", "Surat keluar tertahan"

    def environment(self) -> dict[str, str]:
        self.another = breaking.post()
        self.mends.callback(self.another.close)
        return {"BALAIKOTA_EMAIL_URL": f"smtp://127.0.0.1:{self.another.port}"}

    def open(self) -> Tree:
        tree = super().open()
        with database(tree) as link:
            self.last = link.execute("select coalesce(max(id), 0) from notifications_delivery").fetchone()
        return tree

    def after(self, tree: Tree) -> list[str]:
        with database(tree) as link:
            rows = link.execute(
                "select '<delivery-' || id || '@balaikota.invalid>', state = 'sent' from notifications_delivery"
                " where channel = 'email' and id > %s",
                self.last,
            ).fetchall()
        return taken("letters", rows, self.another)


class ClosedPartner(ClosedDoor):
    """The city is well without it: nothing is red. Whoever applies through it is told once it is back."""

    name, word = "partner", ""

    def environment(self) -> dict[str, str]:
        self.another = breaking.partner()
        self.mends.callback(self.another.close)
        return {"BALAIKOTA_WEBHOOKS_INSIDE": "1"}

    def red(self, tree: Tree) -> float | None:
        return 0.0

    def open(self) -> Tree:
        tree = super().open()
        with database(tree) as link:
            self.began = link.execute("select now()").fetchone()
            link.execute(
                "update webhooks_subscription set url = %s, ended_at = null where url like 'http://127.0.0.1:%%'",
                [f"http://127.0.0.1:{self.another.port}/"],
            )
        return tree

    def after(self, tree: Tree) -> list[str]:
        """The patience of five minutes and more between two tries is not waited for."""
        with database(tree) as link:
            link.execute("update webhooks_delivery set next_at = now() where state = 'waiting'")
            passed(lambda: link.execute(UNTOLD, self.began).fetchone() == (0,), 240)
            rows = link.execute(
                "select 'msg_' || replace(id::text, '-', ''), state = 'delivered' from webhooks_delivery"
                " where made_at > %s and subscription_id in"
                " (select id from webhooks_subscription where url like 'http://127.0.0.1:%%')",
                self.began,
            ).fetchall()
        return taken("webhooks", rows, self.another)


UNTOLD = """select count(*) from webhooks_delivery d join webhooks_subscription s on s.id = d.subscription_id
            where d.state = 'waiting' and d.made_at > %s and s.url like 'http://127.0.0.1:%%'"""


def taken(what: str, rows: list[tuple[str, bool]], another: breaking.Another) -> list[str]:
    """What was to arrive has arrived, by both sides' books; once more under the same id is not a loss."""
    lost = [name for name, is_sent in rows if not is_sent or not another.ids[name]]
    twice = sum(n - 1 for n in another.ids.values())
    print(f"  {what}: {len(rows)}, lost {len(lost)}, left twice under the same id {twice}")
    return [f"{what} lost: {lost[:10]}"] if lost else []


class HalfMigrated(Stage):
    """The next release is killed while it migrates this home, again and again; the last start finishes it."""

    name = "migration"

    def open(self) -> Tree:
        self.release = self.mends.enter_context(breaking.next_release())
        for turn in range(TIMES):
            self.killed(("prepare", "database", "start")[turn % 3])
        began = time.monotonic()
        tree = plant(self.home, **self.environment())
        self.tried("start after the kills", 0.0, time.monotonic() - began)
        tree.stop()
        return plant(self.home, **self.environment() | {"BALAIKOTA_DEMO": "1"})

    def environment(self) -> dict[str, str]:
        return {"PYTHONPATH": str(self.release), "BALAIKOTA_DEMO": "0"}

    def killed(self, part: str) -> None:
        """Begin, and kill at a random moment. It must say that it did not open, unless it is dead itself."""
        log = self.home / "start.log"
        said, process = log.stat().st_size, journeys.begin(self.home, 1, **self.environment())
        tree = Tree(self.home, 1, process)
        is_migrating = passed(lambda: process.poll() is not None or bool(migrating(tree)), 300)
        self.wait(0, 1.5)
        done = migrated(tree)
        with suppress(psutil.Error, AssertionError):
            self.victim(tree, part).kill()
        with suppress(subprocess.TimeoutExpired):
            process.wait(60)
        process.kill()  # it had come through before, and is open
        process.wait()
        why = "Persiapan gagal" in tree.log_from(said) or part == "start"
        was_cut = is_migrating is not None and done is not None and done < 2 * len(breaking.CHANGED)
        self.tried(f"kill -9 of {part} after {done} of {2 * len(breaking.CHANGED)} migrations",
                   0.0 if why and was_cut else None, 0.0)  # fmt: skip

    def victim(self, tree: Tree, part: str) -> psutil.Process:
        if part == "start":
            return psutil.Process(tree.process.pid)
        if part == "database":
            return tree.find("database")
        return next(one for one in tree.processes() if one.cmdline()[-1:] == ["prepare"])

    def run(self, tree: Tree, is_going_on: Callable[[], bool]) -> None:
        until = time.monotonic() + 30
        while time.monotonic() < until and is_going_on():
            time.sleep(1)

    def after(self, tree: Tree) -> list[str]:
        """Each migration is noted once; its column is full and its index is whole."""
        with database(tree) as link:
            noted = link.execute(NOTED).fetchall()
            (whole,) = link.execute(WHOLE).fetchone() or (0,)
        faults = [f"{app}.{name} noted {times} times" for app, name, times in noted if times != 1]
        rooms = len(breaking.CHANGED)
        if (len(noted), whole) != (2 * rooms, rooms):
            faults.append(f"{len(noted)} migrations of {2 * rooms}, {whole} indexes of {rooms}")
        return faults


NOTED = f"select app, name, count(*) from django_migrations where name like '%{breaking.NEW}%' group by 1, 2"
WHOLE = f"""select count(*) from pg_class c join pg_index i on i.indexrelid = c.oid
            where c.relname like '{breaking.NEW}_%' and i.indisvalid"""


def migrating(tree: Tree) -> int:
    """How many statements of the next release run now."""
    with suppress(psycopg.Error), database(tree) as link:
        query = "select count(*) from pg_stat_activity where pid <> pg_backend_pid() and query ~* %s"
        (count,) = link.execute(query, [f"pg_sleep|{breaking.NEW}"]).fetchone() or (0,)
        return int(count)
    return 0


def migrated(tree: Tree) -> int | None:
    with suppress(psycopg.Error), database(tree) as link:
        return len(link.execute(NOTED).fetchall())
    return None


STAGES: tuple[type[Stage], ...] = (Kills, FullDisk, SetClock, ClosedPost, ClosedPartner, HalfMigrated)


def chosen() -> Iterator[type[Stage]]:
    """All, or those that FAULT_STAGES names."""
    named = os.environ.get("FAULT_STAGES", "").split() or [stage.name for stage in STAGES]
    known = {stage.name: stage for stage in STAGES}
    yield from (known[name] for name in named)
