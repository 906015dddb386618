"""`balaikota drill`: restores the newest backup beside the running city, compares, writes down how it went, and clears up.

With the city running it first counts the tables and the chain at a point of the log, has that piece archived, and replays
exactly to there: the whole way from a commit to a restored row is tried, not only the base backup. Without Django.
"""

import fcntl
import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from balaikota.config import archive as archives
from balaikota.config import backup, continuous, points, postgres, rewind
from balaikota.config import home as homes
from balaikota.config.archive import Archive, Base, shown
from balaikota.config.sealing import Unreadable

PATIENCE = 90  # seconds until the keeper has sealed a piece of the log
MOST_FILES = 500
ROOM = 3  # times the size of a packed base backup, at least, must be free


def run(folder: Path | None) -> int:
    """One drill; 0 when everything came back as it was."""
    place = homes.folder()
    told: dict[str, Any] = {"began_at": datetime.now(UTC).isoformat(), "why": ""}
    try:
        if folder is None:
            raise SystemExit("Sebutkan folder cadangan, atau setel BALAIKOTA_BACKUPS.")
        with _alone(place):
            told |= _drill(archives.opened(folder, backup.passphrase()), place)
    except (SystemExit, OSError, Unreadable) as fault:
        told["why"] = str(fault)
    told |= {"finished_at": datetime.now(UTC).isoformat(), "passed": not told["why"]}
    print(_sentence(told), flush=True)
    if (place / "postgres").exists():
        _write_down(told)
    return 0 if told["passed"] else 1


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """One drill at a time; what a killed one left goes first."""
    place.mkdir(parents=True, exist_ok=True)
    with (place / "drill.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SystemExit("Latihan lain sedang berjalan.") from None
        for left in place.glob("latihan-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _drill(archive: Archive, place: Path) -> dict[str, Any]:
    base, point = _point(archive, place)
    told = {
        "base_at": base.ended_at.isoformat(), "point_at": point["at"], "tables": len(point["counts"]),
        "rows": sum(point["counts"].values()), "head": point["head"],
    }  # fmt: skip
    _require_room(place, base)
    beside = Path(mkdtemp(prefix="latihan-", dir=place))
    beside.chmod(0o711)
    try:
        until = {"recovery_target_lsn": point["lsn"], "recovery_target_inclusive": "off"}
        more = {"shared_buffers": "32MB"}
        arrived = rewind.bring_back(archive, base, beside, until | more)
        faults = backup.differences(arrived, point)
        opened, sealed = _open_files(archive)
        return told | {"files": opened, "sealed_files": sealed, "why": "; ".join(faults[:5])}
    finally:
        shutil.rmtree(postgres.socket_folder(beside), ignore_errors=True)
        shutil.rmtree(beside, ignore_errors=True)


def _point(archive: Archive, place: Path) -> tuple[Base, dict[str, Any]]:
    """What to compare with: counted now in the running city, else with the newest base backup that was counted."""
    if postgres.is_embedded() and postgres.answers(place) and continuous.folder() == archive.folder:
        _await(archive, "base/*.json.bk", "cadangan dasar pertama belum selesai")
        point = points.take(place)
        if point:
            segment = points.close_segment(place)
            _await(archive, f"wal/{segment}.*.bk", f"catatan {segment} belum masuk cadangan")
            return rewind.chosen(archive, None), point
    counted = [base for base in archive.bases() if base.point]
    if not counted:
        raise SystemExit("Belum ada cadangan dasar yang dapat dibandingkan.")
    return counted[-1], counted[-1].point or {}


def _await(archive: Archive, pattern: str, otherwise: str) -> None:
    until = time.monotonic() + PATIENCE
    while not any(archive.folder.glob(pattern)):
        if time.monotonic() > until:
            raise SystemExit(f"Setelah {PATIENCE} detik {otherwise}: penjaga cadangan terhenti?")
        time.sleep(0.2)


def _require_room(place: Path, base: Base) -> None:
    free, needed = shutil.disk_usage(place).free, base.size * ROOM + rewind.SEGMENT * 8
    if free < needed:
        raise SystemExit(
            f"Ruang kosong {free >> 20} MiB di {place}; latihan perlu sedikitnya {needed >> 20} MiB."
        )


def _open_files(archive: Archive) -> tuple[int, int]:
    """Open a sample of the sealed files to their last byte; how many, and of how many."""
    paths = [path for _name, path in archive.files()]
    sample = random.sample(paths, min(len(paths), MOST_FILES))  # no secret hangs on this choice
    for path in sample:
        with archive.reading(path) as file:
            while file.read(rewind.BITE):
                pass
    return len(sample), len(paths)


def _sentence(told: dict[str, Any]) -> str:
    if not told["passed"]:
        return f"Latihan pemulihan GAGAL: {told['why']}"
    took = datetime.fromisoformat(told["finished_at"]) - datetime.fromisoformat(told["began_at"])
    return (
        f"Latihan pemulihan lulus dalam {took.total_seconds():.0f} detik: {told['tables']} tabel, {told['rows']} baris dan "
        f"kepala rantai {told['head'][:24]} sama seperti {shown(datetime.fromisoformat(told['point_at']))}; "
        f"{told['files']} dari {told['sealed_files']} berkas terbuka."
    )


def _write_down(told: dict[str, Any]) -> None:
    command = [sys.executable, "-m", "balaikota.config.cli", "note_drill", json.dumps(told)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"Hasil latihan tidak tercatat: {done.stderr.strip()[-300:]}", file=sys.stderr)
    else:
        print("Hasilnya tercatat di kota; lihat halaman Ruang mesin.")
