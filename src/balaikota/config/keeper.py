"""Keeps the continuous backup: a child of the process tree that seals what PostgreSQL, uploads and keys leave behind.

PostgreSQL marks each finished WAL file `.ready` on its own disk and keeps it until `archive_command` says yes. Ours
waits for a marker; the keeper sets it once the sealed copy is synced. So nothing is lost by a kill -9 anywhere: a file is
either still PostgreSQL's or already in the archive. With a full or missing disk the log piles up, and the health page is
red and says why (docs/decisions/0043). Runs without Django, and holds the passphrase that the database must not know.
"""

import errno
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from balaikota.config import archive as archives
from balaikota.config import backup, continuous, home, points, postgres
from balaikota.config.archive import WAL_NAME, Archive, Base, stamp
from balaikota.config.processes import die_with_parent, dies_with_parent, give_way

BITE = 1 << 20
LOOK, COPY, TELL = 0.2, 5.0, 30.0  # seconds between two looks at the log, at the files, and two signs of life
BASE_EVERY, DRILL_EVERY, AGAIN = timedelta(days=1), timedelta(days=7), 300


class Keeper:
    """One turn after another: the log, the uploads, the keys; a base backup and a drill when they are due."""

    def __init__(self, place: Path, archive: Archive) -> None:
        self.home, self.archive = place, archive
        self.markers = continuous.open_markers(place)
        self.said = continuous.state(place)
        self.is_new = self.said.get("folder") != str(
            archive.folder
        )  # the log has a gap: only a new base helps
        self.said |= {"folder": str(archive.folder), "fault": "", "fault_since": ""}
        self._seen: dict[str, int] = {}
        self._errand: threading.Thread | None = None
        self._errand_fault, self._wait_until = "", 0.0
        self._told_at = self._copied_at = 0.0

    def run(self) -> None:
        self.archive.sweep()
        self._note_bases()
        while True:
            began = time.monotonic()
            try:
                self._turn()
                self._no_fault()
            except Exception as fault:  # a full disk, a share that went away: said, and tried again
                self._fault(_reason(fault))
                time.sleep(2)
            time.sleep(max(0.0, LOOK - (time.monotonic() - began)))

    def _turn(self) -> None:
        self.archive.require_present()
        ready = self._seal_log()
        now = time.monotonic()
        if now - self._copied_at > COPY:
            self._copy_files()
            self._copy_keys()
            self._copied_at = now
        self._look_at_the_clock()
        if ready or now - self._told_at > TELL:
            self._tell()

    # --- the log ---

    def _seal_log(self) -> int:
        """Seal what is ready and let PostgreSQL know; how many there were."""
        log = postgres.data_folder(self.home) / "pg_wal"
        ready = sorted(path.stem for path in (log / "archive_status").glob("*.ready"))
        for marker in os.scandir(self.markers):
            if marker.name not in ready:
                os.unlink(marker.path)
        waiting = [name for name in ready if WAL_NAME.fullmatch(name) and not (self.markers / name).exists()]
        self.said["waiting"] = len(waiting)
        for name in waiting:
            self._seal(log / name)
            (self.markers / name).touch()
            self.said["waiting"] -= 1
        return len(waiting)

    def _seal(self, segment: Path) -> None:
        """Once. After a crash between copy and marker the copy is there already, and must be the same."""
        wal = self.archive.folder / "wal"
        for known in wal.glob(f"{segment.name}.????????T????????????Z.bk"):
            if not self._is_same(segment, f"wal/{known.name}"):
                raise OSError(
                    f"{segment.name} sudah ada di folder cadangan dengan isi lain: dua kota memakai satu folder?"
                )
            return
        at = datetime.fromtimestamp(segment.stat().st_mtime, UTC)
        with (
            segment.open("rb") as source,
            self.archive.writing(f"wal/{segment.name}.{stamp(at)}.bk", packed=True) as file,
        ):
            shutil.copyfileobj(source, file, BITE)
        self.said |= {"wal": segment.name, "wal_at": at.isoformat()}

    def _is_same(self, segment: Path, path: str) -> bool:
        with segment.open("rb") as one, self.archive.reading(path, packed=True) as other:
            while bite := one.read(BITE):
                if bite != other.read(len(bite)):
                    return False
            return not other.read(1)

    # --- uploads, papers and keys ---

    def _copy_files(self) -> None:
        """A folder that has not changed since the last look is passed over."""
        for place in sorted((self.home / "files").glob("??")):
            changed = place.stat().st_mtime_ns
            if self._seen.get(place.name) == changed:
                continue
            self._copy_folder(place)
            if time.time_ns() - changed > 2_000_000_000:  # a younger one may change again within its own tick
                self._seen[place.name] = changed

    def _copy_folder(self, place: Path) -> None:
        target = self.archive.folder / "files" / place.name
        target.mkdir(mode=0o700, exist_ok=True)
        here = {entry.name for entry in os.scandir(place) if not entry.name.endswith(".part")}
        there = {
            e.name.removesuffix(".bk")
            for e in os.scandir(target)
            if e.name.endswith(".bk") and e.name[0] != "."
        }
        for name in sorted(here - there):
            with suppress(FileNotFoundError):  # erased between the look and the copy
                self._copy(place / name, f"files/{place.name}/{name}.bk")
        for name in there - here:
            os.rename(target / f"{name}.bk", target / f"{name}.bk.{stamp(datetime.now(UTC))}.gone")

    def _copy(self, source: Path, path: str) -> None:
        with source.open("rb") as file, self.archive.writing(path) as sealed:
            shutil.copyfileobj(file, sealed, BITE)

    def _copy_keys(self) -> None:
        names = [self.home / "secrets.json", *(self.home / "signing").glob("*"), self.home / backup.ERASURES]
        facts = [f"{p.name} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in names if p.is_file()]
        if facts == self.said.get("keys"):
            return
        path = f"keys/{stamp(datetime.now(UTC))}.bk"
        with self.archive.writing(path) as sealed, tarfile.open(fileobj=sealed, mode="w|") as tar:
            backup.add_keys(tar, self.home)
        self.said["keys"] = facts

    # --- the clock ---

    def _look_at_the_clock(self) -> None:
        """A base backup each day, a drill each week; one errand at a time, beside the log."""
        if self._errand and self._errand.is_alive():
            return
        if self._errand:
            self._errand = None
            if self._errand_fault:
                self._wait_until = time.monotonic() + AGAIN
                raise OSError(self._errand_fault)
            self._tell()
        if time.monotonic() < self._wait_until:
            raise OSError(self._errand_fault)
        if self.is_new or _older(self.said.get("base_at"), BASE_EVERY):
            self._begin(self._take_base)
        elif os.environ.get("BALAIKOTA_DRILL", "1") == "1" and self._drill_is_due():
            self._begin(self._drill)

    def _drill_is_due(self) -> bool:
        """Some days after the first base, then every week, also when the last one failed."""
        return _older(self.said.get("drill_at") or self.said.get("first_base_at"), DRILL_EVERY)

    def _begin(self, errand: Any) -> None:
        def kept_quiet() -> None:
            try:
                errand()
                self._errand_fault = ""
            except Exception as fault:
                self._errand_fault = f"cadangan dasar: {_reason(fault)}"

        self._errand = threading.Thread(target=kept_quiet, daemon=True)
        self._errand.start()

    def _take_base(self) -> None:
        base = take_base(self.home, self.archive)
        self.is_new = False
        self.archive.thin_out(continuous.kept())
        self.said.setdefault("first_base_at", base.ended_at.isoformat())
        self._note_bases()

    def _note_bases(self) -> None:
        bases = self.archive.bases()
        if bases:
            newest = bases[-1]
            said = {"base_at": newest.ended_at.isoformat(), "base_size": newest.size, "base_wal": newest.wal}
            self.said |= said | {"bases": len(bases), "since": bases[0].ended_at.isoformat()}

    def _drill(self) -> None:
        """In a process of its own; it writes its own result into the city, also when it fails."""
        self.said["drill_at"] = datetime.now(UTC).isoformat()
        command = [sys.executable, "-m", "balaikota.config.cli", "drill"]
        subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False,
            preexec_fn=lambda: os.nice(19),
        )  # fmt: skip

    # --- saying how it goes ---

    def _no_fault(self) -> None:
        if self.said["fault"]:
            self.said |= {"fault": "", "fault_since": ""}
            self._tell()

    def _fault(self, reason: str) -> None:
        if self.said["fault"] != reason:
            self.said |= {"fault": reason, "fault_since": datetime.now(UTC).isoformat()}
            print(f"Cadangan terhenti: {reason}", file=sys.stderr, flush=True)
        with suppress(OSError):
            self._tell()

    def _tell(self) -> None:
        """A sign of life, read by the health page."""
        self._told_at = time.monotonic()
        self.said["at"] = datetime.now(UTC).isoformat()
        with suppress(OSError):
            self.said["free"] = shutil.disk_usage(self.archive.folder).free
            self.said["gap"] = self.archive.gap(self.said["base_wal"]) if "base_wal" in self.said else ""
        continuous.tell(self.home, self.said)


def take_base(place: Path, archive: Archive) -> Base:
    """One base backup of the running server, streamed into the archive; then what is counted to compare with."""
    began, wal = datetime.now(UTC), points.segment(place)
    path = f"base/{stamp(began)}.tar.bk"
    command = [postgres.binary("pg_basebackup"), "-h", str(postgres.socket_folder(place)), "-U", "postgres",
               "-D", "-", "-Ft", "-X", "none", "-c", "fast", "--no-sync", "-l", "balaikota"]  # fmt: skip
    with archive.writing(path, packed=True) as file:
        server = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
            preexec_fn=dies_with_parent(signal.SIGTERM),  # noqa: PLW1509 – no lock of ours is needed in the child
        )  # fmt: skip
        assert server.stdout  # noqa: S101 – asked for above
        assert server.stderr  # noqa: S101
        try:
            shutil.copyfileobj(server.stdout, file, BITE)
        finally:
            server.stdout.close()
            said, code = server.stderr.read().decode(errors="replace"), server.wait()
        if code:
            raise OSError(f"pg_basebackup: {said.strip()[-300:]}")
    size = (archive.folder / path).stat().st_size
    base = Base(began, datetime.now(UTC), wal, size, points.take(place))
    archive.keep(base)
    return base


def _older(at: str | None, age: timedelta) -> bool:
    return at is None or datetime.now(UTC) - datetime.fromisoformat(at) > age


WHY = {
    errno.ENOSPC: "ruang disk habis",
    errno.EDQUOT: "jatah disk habis",
    errno.ENOENT: "folder atau berkas tidak ada",
    errno.EACCES: "tidak boleh ditulisi",
    errno.EROFS: "disk hanya dapat dibaca",
    errno.EIO: "disk rusak atau terlepas",
    errno.ESTALE: "disk jaringan terputus",
}


def _reason(fault: BaseException) -> str:
    if isinstance(fault, OSError) and fault.strerror:
        why = WHY.get(fault.errno or 0, fault.strerror)
        return f"{why}: {fault.filename}" if fault.filename else why
    return str(fault) or type(fault).__name__


def main() -> None:
    """`python -m balaikota.config.keeper`, by the supervisor."""
    die_with_parent(signal.SIGKILL)
    give_way(10)
    place, target = home.folder(), continuous.folder()
    try:
        if target is None:
            raise SystemExit("BALAIKOTA_BACKUPS tidak disetel.")
        said = continuous.state(place)
        is_known = said.get("folder") == str(target) and bool(said.get("base_at"))
        archive = archives.opened(target, backup.passphrase(), system=points.system(place), is_known=is_known)
    except (SystemExit, OSError) as fault:
        said = {"fault": _reason(fault), "at": datetime.now(UTC).isoformat()}
        continuous.tell(place, continuous.state(place) | said)
        raise SystemExit(f"Cadangan: {_reason(fault)}") from None
    Keeper(place, archive).run()


if __name__ == "__main__":
    main()
