"""The real process tree (`balaikota start`) for the stories: once a session, with its own home and port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

import psutil

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "balaikota.config.cli"
PATIENCE = 240  # seconds for the first start: migrations, regions and the demo city


@dataclass
class Tree:
    """A running city hall."""

    home: Path
    port: int
    process: "subprocess.Popen[bytes]"
    links: dict[tuple[int, str], str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return self.address + path

    def authority_files(self) -> list[Path]:
        """The certificates of the city's own root, which a checker of signatures must trust."""
        return sorted((self.home / "signing").glob("ca*.pem"))

    @property
    def log(self) -> str:
        return self.log_from(0)

    def log_from(self, begins: int) -> str:
        """What the tree said since its log had this length, in bytes."""
        return (self.home / "start.log").read_bytes()[begins:].decode(errors="replace")

    def balaikota(self, *words: str) -> str:
        """Run one command beside the tree and return what it prints."""
        command = [sys.executable, "-W", "ignore", "-m", "balaikota.config.cli", *words]
        done = subprocess.run(
            command,
            env=_environment(self.home, self.port),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"balaikota {' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def link(self, who: str) -> str:
        """An address that signs in as one of the cast; it holds for a day, and asking starts a process."""
        if (self.port, who) not in self.links:
            self.links[self.port, who] = self.balaikota("be", who).strip()
        return self.links[self.port, who]

    def kill(self, which: str) -> int:
        """kill -9 of `web` (Granian's main process), `page` (one of its servers), `worker` or `database`."""
        process = self.find(which)
        process.kill()
        process.wait(10)
        return process.pid

    def find(self, which: str) -> psutil.Process:
        """The process that plays this part now; waits a moment for one that is just coming back."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            for process in self.processes():
                if _part(process, self.process.pid) == which:
                    return process
            time.sleep(0.1)
        raise AssertionError(f"no {which} in the tree\n{self.log[-2000:]}")

    def processes(self) -> list[psutil.Process]:
        me = psutil.Process(self.process.pid)
        return [me, *me.children(recursive=True)]

    def memory(self) -> int:
        """Proportional set size of the whole tree, in bytes: shared pages are counted once."""
        total = 0
        for process in self.processes():
            try:
                total += process.memory_full_info().pss
            except psutil.Error:
                continue
        return total

    def is_well(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/sehat/", timeout=10) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def await_well(self, seconds: float = 30) -> float:
        """How long it took until pages were served again."""
        began = time.monotonic()
        while not self.is_well():
            if time.monotonic() - began > seconds:
                raise AssertionError(f"not well after {seconds} s\n{self.log[-3000:]}")
            time.sleep(0.1)
        return time.monotonic() - began

    def stop(self, how: int = signal.SIGINT) -> float:
        """How long an orderly end took."""
        began = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(30)
        return time.monotonic() - began


def _part(process: psutil.Process, root: int) -> str:
    try:
        words, parent = process.cmdline(), process.ppid()
    except psutil.Error:
        return ""
    if parent == root and "balaikota.config.web" in words:
        return "web"
    if parent == root and words[-1:] == ["worker"]:
        return "worker"
    if parent == root and words and words[0].endswith("/postgres"):
        return "database"
    return "page" if "balaikota.config.web" in words else ""


def _environment(home: Path, port: int, **more: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BALAIKOTA", "PYTEST", "DATABASE"))
    }
    told = {"BALAIKOTA_HOME": str(home), "BALAIKOTA_PORT": str(port), "BALAIKOTA_DEMO": "1"}
    if (backups := home / "cadangan").is_dir():
        told |= {"BALAIKOTA_BACKUPS": str(backups), "BALAIKOTA_DRILL": "0"}
        told["BALAIKOTA_BACKUP_PASSPHRASE"] = "kata sandi cadangan"
    return {**kept, **told, "PYTHONPATH": str(ROOT / "src"), **more}


def new_home() -> Path:
    home = Path(mkdtemp(prefix="bk-"))
    home.chmod(0o711)
    return home


def plant(home: Path | None = None, program: str = PROGRAM, **more: str) -> Tree:
    """Start a tree; on an old home it goes on where it stopped. `more` is its environment."""
    home = home or new_home()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log_begins = (home / "start.log").stat().st_size if (home / "start.log").exists() else 0
    process = begin(home, port, program, **more)
    tree = Tree(home, port, process)
    until = time.monotonic() + PATIENCE
    while "Ctrl-C" not in (said := tree.log_from(log_begins)):
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            raise AssertionError(f"the city hall did not open\n{said[-4000:]}")
        time.sleep(0.1)
    return tree


def begin(home: Path, port: int, program: str = PROGRAM, **more: str) -> "subprocess.Popen[bytes]":
    """Start, and do not wait until the city is open."""
    with (home / "start.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", program, "start"],
            env=_environment(home, port, **more), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
