"""Who writes and reads while machines are killed: each notes what was acknowledged, when, and what went wrong."""

import http.client
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urlencode

import psycopg

TOKEN = "c" * 32
FORM = "application/x-www-form-urlencoded"
PATIENCE = 30.0  # seconds a browser waits for one answer


@dataclass
class Told:
    """What one kind of writer or reader saw, all of that kind together."""

    name: str
    table: str = ""
    acknowledged: list[tuple[float, str]] = field(default_factory=list)
    faults: list[tuple[float, str]] = field(default_factory=list)

    def good(self, key: str) -> None:
        self.acknowledged.append((time.monotonic(), key))

    def bad(self, what: str) -> None:
        self.faults.append((time.monotonic(), what))

    def silence_after(self, moment: float, until: float) -> float:
        """From this moment to the acknowledgement that ends the longest silence after it: until one can write again."""
        times = sorted(at for at, _key in self.acknowledged if at < until)
        silences = [(later - before, later) for before, later in pairwise(times) if later > moment]
        return max(silences)[1] - moment if silences else float("inf")


class Load:
    """Threads that go on until they are told to stop."""

    def __init__(self) -> None:
        self.ends = threading.Event()
        self.threads: list[threading.Thread] = []

    def begin(self, how_many: int, work: Callable[[threading.Event], None]) -> None:
        for _each in range(how_many):
            thread = threading.Thread(target=work, args=(self.ends,), daemon=True)
            thread.start()
            self.threads.append(thread)

    def stop(self) -> None:
        self.ends.set()
        for thread in self.threads:
            thread.join(PATIENCE + 10)


# --- plain rows -----------------------------------------------------------------------------------


def insert_rows(address: str, told: Told, pause: float) -> Callable[[threading.Event], None]:
    """One row after the other, each committed by itself; an error is a new connection and a new row."""

    def work(ends: threading.Event) -> None:
        link: psycopg.Connection | None = None
        while not ends.wait(pause):
            key = str(uuid.uuid4())
            try:
                link = link or psycopg.connect(address, autocommit=True)
                link.execute("insert into plain (key) values (%s)", [key])
                told.good(key)
            except psycopg.Error as fault:
                told.bad(f"{type(fault).__name__}: {str(fault).strip()[:100]}")
                if link is not None:
                    link.close()
                link = None
                ends.wait(0.2)

    return work


def read_rows(address: str, told: Told, pause: float) -> Callable[[threading.Event], None]:
    """Twenty questions over one connection, then a new one, as a pool renews its own; each must be answered."""

    def work(ends: threading.Event) -> None:
        while not ends.is_set():
            try:
                with psycopg.connect(address, autocommit=True) as link:
                    for _turn in range(20):
                        row = link.execute("select pg_is_in_recovery(), count(*) from plain").fetchone()
                        told.good("replica" if row and row[0] else "primary")
                        ends.wait(pause)
            except psycopg.Error as fault:
                told.bad(f"{type(fault).__name__}: {str(fault).strip()[:100]}")
                ends.wait(0.2)

    return work


# --- reports --------------------------------------------------------------------------------------


class Reporters:
    """Residents who report a hole in the road by the city's own page. Each has an address of its own, for the city lets
    one visitor send sixty an hour; what was not acknowledged is sent again with its key, as the phone's outbox does."""

    def __init__(self, host: str, port: int, told: Told) -> None:
        self.host, self.port, self.told = host, port, told
        self.numbers: dict[str, str] = {}
        self._next = iter(range(1, 250 * 250))
        self._lock = threading.Lock()

    def work(self, pause: float) -> Callable[[threading.Event], None]:
        def report(ends: threading.Event) -> None:
            while not ends.wait(pause):
                key, source = str(uuid.uuid4()), self._source()
                while not self._send(key, source) and not ends.wait(1.0):
                    pass

        return report

    def _source(self) -> str:
        with self._lock:
            place = next(self._next)
        return f"127.48.{place // 250}.{place % 250 + 1}"

    def _send(self, key: str, source: str) -> bool:
        """Whether the city acknowledged it: by leading to the report's own page."""
        link = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE, source_address=(source, 0))
        said = {"key": key, "text": "Jalan berlubang besar di depan sekolah, sudah seminggu."}
        heads = {"Content-Type": FORM, "Cookie": f"csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        try:
            link.request("POST", "/lapor/kirim/", urlencode(said), heads)
            answer = link.getresponse()
            page = answer.read()
        except (OSError, http.client.HTTPException) as fault:
            self.told.bad(f"{type(fault).__name__}: {fault}")
            return False
        finally:
            link.close()
        if answer.status != 303:
            self.told.bad(f"{answer.status} {'' if answer.status >= 500 else page.decode()[-1500:]}")
            return False
        self.numbers[key] = answer.headers["Location"]
        self.told.good(key)
        return True
