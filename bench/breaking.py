"""What the stages of `bench.faults` break and mend: a small disk, servers of others, the next release of the city hall."""

import contextlib
import os
import re
import shutil
import socketserver
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from tempfile import mkdtemp

from tests.journeys.tree import ROOT

# --- a disk of its own ----------------------------------------------------------------------------

GIB = 1 << 30


class Unavailable(Exception):
    """This machine does not allow it; a sentence."""


class SmallDisk:
    """A file system that can be filled: ext4 in a sparse file, mounted by a loop device. Wants root."""

    def __init__(self, gib: int = 8) -> None:
        self.folder = Path(mkdtemp(prefix="bk-disk-"))
        self.folder.chmod(0o711)
        image, self.place = self.folder / "image", self.folder / "d"
        self.place.mkdir()
        with image.open("wb") as file:
            file.truncate(gib * GIB)
        for command in (["mkfs.ext4", "-q", "-m", "0", image], ["mount", "-o", "loop", image, self.place]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                self.remove()
                raise Unavailable(f"no small disk: {command[0]}: {done.stderr.strip()}")
        self.place.chmod(0o711)
        self.ballast = self.place / "ballast"

    def fill(self) -> None:
        """Until not a block is free: what was given back meanwhile goes as well."""
        with self.ballast.open("ab") as file:
            piece = shutil.disk_usage(self.place).free
            while piece >= 4096:
                try:
                    os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, piece)
                except OSError:
                    piece //= 2

    def free(self) -> None:
        self.ballast.unlink(missing_ok=True)

    def remove(self) -> None:
        for words in ([], ["-l"]):
            if not os.path.ismount(self.place):
                break
            subprocess.run(["umount", *words, self.place], capture_output=True, check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


# --- a clock --------------------------------------------------------------------------------------


def compiled(target: Path) -> Path:
    """`clock.c` as a library that everybody may read."""
    command = ["cc", "-shared", "-fPIC", "-O2", "-o", target, Path(__file__).with_name("clock.c"), "-ldl"]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as fault:
        raise Unavailable(f"no clock to set: cc: {fault}") from None
    target.chmod(0o755)
    return target


# --- servers of others ----------------------------------------------------------------------------


class Another:
    """Somebody else's server at one port. `mode`: well, refuses (nobody listens), hangs (says nothing), closes (took what
    came and hangs up before it says so), busy (later). `ids`: what it took, and how often."""

    def __init__(self, manners: "type[_Postman] | type[_Listener]") -> None:
        self.manners, self.mode, self.ids = manners, "well", Counter[str]()
        self.port = 0
        self.server: _Door | None = None
        self.open()

    def open(self) -> None:
        server = _Door(("127.0.0.1", self.port), self.manners)
        server.another = self
        self.server, self.port = server, server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()

    def close(self) -> None:
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def fares(self, mode: str) -> None:
        self.mode = mode
        if mode == "refuses":
            self.close()
        elif self.server is None:
            self.open()


class _Door(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    block_on_close = False
    another: Another


class _Postman(socketserver.StreamRequestHandler):
    """As much SMTP as a letter needs."""

    server: _Door

    def handle(self) -> None:
        post = self.server.another
        with contextlib.suppress(OSError):
            while post.mode == "hangs":
                time.sleep(0.1)
            self.wfile.write(b"421 later\r\n" if post.mode == "busy" else b"220 pos\r\n")
            while post.mode != "busy" and (line := self.rfile.readline().upper()):
                self.answer(line, post)

    def answer(self, line: bytes, post: Another) -> None:
        if line.startswith(b"DATA"):
            self.wfile.write(b"354 go\r\n")
            post.ids.update(self.ids())
            if post.mode == "closes":
                raise ConnectionResetError
        self.wfile.write(b"221 bye\r\n" if line.startswith(b"QUIT") else b"250 ok\r\n")

    def ids(self) -> list[str]:
        letter = b""
        while (part := self.rfile.readline()) not in (b".\r\n", b""):
            letter += part
        return re.findall(r"^Message-ID: (\S+)", letter.decode(errors="replace"), re.M | re.I)


class _Listener(BaseHTTPRequestHandler):
    """A partner's program, which is told by webhooks."""

    server: _Door

    def handle(self) -> None:
        while self.server.another.mode == "hangs":
            time.sleep(0.1)
        with contextlib.suppress(OSError):
            super().handle()

    def do_POST(self) -> None:
        partner = self.server.another
        self.rfile.read(int(self.headers["Content-Length"]))
        if partner.mode != "busy":
            partner.ids[self.headers["webhook-id"]] += 1
        if partner.mode == "closes":
            raise ConnectionResetError
        self.send_response(503 if partner.mode == "busy" else 200)
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """What it took stands in `ids`."""


def post() -> Another:
    return Another(_Postman)


def partner() -> Another:
    return Another(_Listener)


# --- the next release -----------------------------------------------------------------------------

#: Rooms whose first table is changed, and that table.
CHANGED = {
    "people": "people_person", "files": "files_storedfile", "notifications": "notifications_message",
    "cases": "cases_case", "deeds": "deeds_akta", "articles": "articles_article", "books": "books_entry",
    "orders": "orders_order", "reports": "reports_report", "ideas": "ideas_idea", "register": "register_enterprise",
}  # fmt: skip
NEW = "next_release"

COLUMN = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [({app!r}, {last!r})]
    operations = [
        migrations.RunSQL("alter table {table} add column {new} text not null default md5(random()::text)"),
        migrations.RunSQL("select pg_sleep(0.4)"),
    ]
"""
INDEX = """
from django.db import migrations, models

from balaikota.kit.indexes import AddIndexBesideWork


class Migration(migrations.Migration):
    atomic = False
    dependencies = [({app!r}, {last!r})]
    operations = [
        AddIndexBesideWork({model!r}, models.Index(fields=["-id"], name="{new}_{app}")),
        migrations.RunSQL("select pg_sleep(0.4)"),
    ]
"""


@contextlib.contextmanager
def next_release() -> Iterator[Path]:
    """A copy of our source with two migrations more in eleven rooms: a column that rewrites its table, and an index that is
    built beside the work, outside a transaction; each with a pause, in which it can be killed."""
    folder = Path(mkdtemp(prefix="bk-next-"))
    try:
        shutil.copytree(
            ROOT / "src", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
        )
        for app, table in CHANGED.items():
            (migrations,) = folder.glob(f"balaikota/*/{app}/migrations")
            last = max(path.stem for path in migrations.glob("0*.py"))
            for word, text in (("column", COLUMN), ("index", INDEX)):
                name = f"{int(last[:4]) + 1:04}_{NEW}_{word}"
                said = {"app": app, "last": last, "table": table, "model": table.split("_")[1], "new": NEW}
                (migrations / f"{name}.py").write_text(text.format(**said))
                last = name
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
