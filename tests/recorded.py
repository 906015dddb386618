"""A small server that plays recorded answers of another system, and its faults, in order.

A recording is a TOML file beside the tests of its room: pairs of what is asked and what was answered, each with its
`source` (the public page it was taken from) and `verified` (false as long as no real system has confirmed it).
"""

import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Played:
    """One answer; or a fault: `silence`, `cut` (hangs up after reading), `drip` (a byte at a time), `long`."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]
    body: bytes
    method: str = "POST"


class System:
    """Answers one after the other, the last one for ever, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[Played] = [Played()]
        self.asked: list[Asked] = []
        self.end = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def plays(self, *answers: Played) -> None:
        self.answers = list(answers)

    def next(self) -> Played:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def close(self) -> None:
        self.end.set()
        self.server.shutdown()
        self.server.server_close()


def _handler(system: System) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.do_POST()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            system.asked.append(Asked(self.path, dict(self.headers.items()), body, self.command))
            answer = system.next()
            if answer.fault == "silence":
                system.end.wait(5)
            if answer.fault in ("silence", "cut"):
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.pour(answer)

        def pour(self, answer: Played) -> None:
            try:
                if answer.fault == "drip":
                    while not system.end.wait(0.05):
                        self.wfile.write(b" ")
                        self.wfile.flush()
                elif answer.fault == "long":
                    for _ in range(64):
                        self.wfile.write(b" " * 1_000_000)
                else:
                    self.wfile.write(answer.body)
            except OSError:
                pass

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@contextmanager
def a_system() -> Iterator[System]:
    system = System()
    try:
        yield system
    finally:
        system.close()


@dataclass(frozen=True)
class Pair:
    """One recorded request with its answer, and where it was read."""

    name: str
    source: str
    verified: bool
    asked: dict[str, Any]
    answer: Played


def pairs(file: Path) -> dict[str, Pair]:
    """The pairs of a recording, by name."""
    rows = tomllib.loads(file.read_text())["pair"]
    found = {}
    for row in rows:
        answer = Played(row["status"], row["body"].strip().encode(), row.get("headers", {}))
        found[row["name"]] = Pair(row["name"], row["source"], row["verified"], row.get("asked", {}), answer)
    return found
