"""`balaikota start`: PostgreSQL, web and worker as one process tree that starts, heals and stops together.

This process stays small: it never loads Django. Whatever needs Django runs as a child and ends.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from balaikota.config import continuous, home, points, postgres, stamp
from balaikota.config.processes import dies_with_parent
from balaikota.kit import clock

SLOWEST_RESTART = 15.0
CALM = 30.0  # seconds of life after which a child is trusted again

BALAIKOTA = [sys.executable, "-m", "balaikota.config.cli"]


@dataclass
class Child:
    """One process of the tree. When it ends by itself it comes back, after 0, 1, 2, 4 … seconds."""

    name: str
    launch: Callable[[], "subprocess.Popen[bytes]"]
    stop_with: int = signal.SIGTERM
    patience: float = 4.0
    process: "subprocess.Popen[bytes] | None" = None
    born: float = 0.0
    falls: int = 0
    not_before: float = field(default=0.0)

    def start(self) -> None:
        self.process, self.born = self.launch(), time.monotonic()

    def tend(self) -> bool:
        """Bring it back when it fell. True when it was started again just now."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is None:
            if now - self.born > CALM:
                self.falls = 0
            return False
        if self.process is not None:
            say(f"{self.name} berhenti (kode {self.process.returncode}); dijalankan lagi.")
            self.process = None
            self._wait(now)
        if now < self.not_before:
            return False
        try:
            self.start()
        except OSError as fault:  # a full disk, no memory for a process: it is tried again like one that fell
            say(f"{self.name} tidak dapat dijalankan ({fault.strerror}); dicoba lagi.")
            self._wait(now)
            return False
        return True

    def _wait(self, now: float) -> None:
        """One fall more: the first time it comes back at once."""
        self.falls += 1
        self.not_before = now + (min(2.0 ** (self.falls - 2), SLOWEST_RESTART) if self.falls > 1 else 0)

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(self.stop_with)
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            _kill_group(self.process)


class Stopped(Exception):
    """Someone asked the tree to stop."""


class Supervisor:
    """Starts the tree, keeps it alive, and takes it down in order: web, worker, database."""

    def __init__(self, place: Path, host: str, port: int) -> None:
        self.home, self.host, self.port = place, host, port
        self.address = os.environ.get("BALAIKOTA_ADDRESS") or f"http://{_shown(host)}:{port}"
        self.database = (
            Child("PostgreSQL", self._launch_database, signal.SIGINT, 8.0) if postgres.is_embedded() else None
        )
        self.keeper: Child | None = None
        self.web = Child("web", self._launch_web)
        self.worker = Child("pekerja", lambda: self._launch([*BALAIKOTA, "worker"], BALAIKOTA_POOL="1"))
        self.clock = clock.offset()
        self.is_open = False
        self.errand: subprocess.Popen[bytes] | None = None  # what runs beside the tree, once

    @property
    def children(self) -> list[Child]:
        return [child for child in (self.web, self.worker, self.database, self.keeper) if child]

    def run(self) -> int:
        for which in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(which, _stop)
        with postgres.lock(self.home) if self.database else nullcontext():
            try:
                self._refuse_taken_port()
                self._open()
                while True:
                    time.sleep(0.1)
                    self._tend()
            except Stopped:
                return 0
            finally:
                self._close()

    def _open(self) -> None:
        began = time.monotonic()
        if self.database:
            postgres.initialise(self.home)
            if continuous.prepare(self.home):
                command = [sys.executable, "-m", "balaikota.config.keeper"]
                self.keeper = Child("penjaga cadangan", lambda: self._launch(command))
            self.database.start()
            postgres.wait(self.home, self.database.process)
            postgres.make_roles(self.home)
            points.count_statements(self.home)
        shutil.rmtree(
            self.home / "figures", ignore_errors=True
        )  # those of the last opening (`kit/measures.py`)
        before = stamp.state(self.home)
        if not stamp.is_fresh(self.home):
            say("Menyiapkan balai kota …")
            self._run_first("prepare", as_owner=True)
            stamp.write(self.home, before)
        elif os.environ.get("BALAIKOTA_ADDRESS"):
            self._run_first("check")  # a real server is refused when half configured, however it was before
        self.web.start()
        self._await_first_page()
        say(f"Balai kota buka di {self.address}  ({time.monotonic() - began:.1f} detik)")
        self.worker.start()  # the pages first: both need the processor to wake up
        if self.keeper:
            self.keeper.start()
        self.is_open = True
        if os.environ.get("BALAIKOTA_DEMO", "1") == "1":
            self.errand = self._launch([*BALAIKOTA, "links"], stdout=subprocess.PIPE)
            while self.errand.poll() is None:
                self._tend()
                time.sleep(0.05)
            say(self.errand.communicate()[0].decode().rstrip())
        say("Ctrl-C untuk menutup.")

    def _run_first(self, command: str, *, as_owner: bool = False) -> None:
        self.errand = self._launch([*BALAIKOTA, command], BALAIKOTA_AS_OWNER="1" if as_owner else "")
        if self.errand.wait():
            raise SystemExit("Persiapan gagal; sebabnya tertulis di atas. Periksa juga: balaikota doctor")

    def _await_first_page(self, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while not self._page_answers():
            self._tend()
            if time.monotonic() > until:
                raise SystemExit("Web belum menjawab setelah satu menit. Periksa: balaikota doctor")
            time.sleep(0.1)

    def _page_answers(self) -> bool:
        request = urllib.request.Request(
            f"http://{_shown(self.host)}:{self.port}/sehat/",
            headers={"Host": "localhost", "X-Forwarded-Proto": "https"},
        )
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _tend(self) -> None:
        """Bring back what fell. A web or worker that lost its database mends itself or comes back."""
        if self.database:
            self.database.tend()
        self.web.tend()
        if self.is_open:
            self.worker.tend()
            if self.keeper:
                self.keeper.tend()

    def _close(self) -> None:
        """Web first, so that nobody waits for an answer that cannot come; the database after all who write, and the
        keeper after the database, whose last piece of log it seals."""
        for which in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(which, signal.SIG_IGN)
        if self.errand and self.errand.poll() is None:
            _kill_group(self.errand)
        for child in (self.web, self.worker):
            if child.process and child.process.poll() is None:
                child.process.send_signal(child.stop_with)
        for child in self.children:
            child.stop()
        say("Balai kota tutup.")

    def _launch_database(self) -> "subprocess.Popen[bytes]":
        more = continuous.settings(self.home) if self.keeper else {}
        server = postgres.start(self.home, **more)
        if self.keeper:
            continuous.open_markers(self.home)
        return server

    def _launch_web(self) -> "subprocess.Popen[bytes]":
        workers = os.environ.get("BALAIKOTA_WEB_PROCESSES") or str(min(2, os.cpu_count() or 1))
        command = [sys.executable, "-m", "balaikota.config.web", self.host, str(self.port), workers]
        return self._launch(command, BALAIKOTA_POOL="1")

    def _launch(
        self, command: list[str], *, stdout: int | None = None, **extra: str
    ) -> "subprocess.Popen[bytes]":
        """A child in a session of its own: Ctrl-C reaches it through us, in the right order."""
        told = {
            "BALAIKOTA_HOME": str(self.home), "BALAIKOTA_ADDRESS": self.address, "BALAIKOTA_SUPERVISED": "1",
            "DJANGO_SETTINGS_MODULE": "balaikota.config.settings", "BALAIKOTA_CLOCK": f"{self.clock:.3f}",
        }  # fmt: skip
        return subprocess.Popen(
            command, env={**os.environ, **told, **extra}, start_new_session=True, stdin=subprocess.DEVNULL,
            stdout=stdout, preexec_fn=dies_with_parent(signal.SIGKILL),  # noqa: PLW1509 – one thread
        )  # fmt: skip

    def _refuse_taken_port(self) -> None:
        with socket.socket(socket.AF_INET6 if ":" in self.host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as fault:
                raise SystemExit(
                    f"Alamat {self.host}:{self.port} tidak dapat dipakai ({fault.strerror}). "
                    f"Pilih porta lain: make start PORT={self.port + 1} "
                    f"atau balaikota start --port {self.port + 1}."
                ) from None


def start(host: str, port: int) -> int:
    """Run the city hall until it is told to stop."""
    place = home.folder()
    place.mkdir(parents=True, exist_ok=True)
    return Supervisor(place, host, port).run()


def say(line: str) -> None:
    """To whoever started it. What cannot be said, because the log's disk is full, closes no city."""
    with suppress(OSError):
        print(line, flush=True)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def _shown(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::", "") else host  # noqa: S104 – compared, not bound


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
