"""The folder of a city's continuous backup: sealed WAL, base backups, files and keys, each with its moment in its name.

    about.json            whose it is and the salt; check.bk tells a wrong passphrase before anything is touched
    base/MOMENT.tar.bk    one base backup; base/MOMENT.json.bk says from which WAL on, and what was counted then
    wal/SEGMENT.MOMENT.bk a finished piece of the write-ahead log, and until when it tells
    files/ab/ID.bk        an upload or paper; with `.MOMENT.gone` once the city has erased it
    keys/MOMENT.bk        secrets, certificates and the list of erasures, each time they changed

Whatever stands under its final name is whole and on the disk: a draft is renamed after `fsync`. Runs without Django.
"""

import base64
import gzip
import io
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast
from zoneinfo import ZoneInfo

from balaikota.config.sealing import SALT, Opener, Sealer, Unreadable

FOLDERS = ("base", "wal", "files", "keys")
WIB = ZoneInfo("Asia/Jakarta")
#: What PostgreSQL gives away: a segment, perhaps unfinished at a fork, the story of a timeline, a backup's mark.
WAL_NAME = re.compile(r"[0-9A-F]{24}(\.partial|\.[0-9A-F]{8}\.backup)?|[0-9A-F]{8}\.history")
_STAMP = "%Y%m%dT%H%M%S%fZ"


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime(_STAMP)


def moment(text: str) -> datetime:
    return datetime.strptime(text, _STAMP).replace(tzinfo=UTC)


def shown(at: datetime) -> str:
    """A moment as an operator reads and types it."""
    return f"{at.astimezone(WIB):%Y-%m-%d %H:%M:%S} WIB"


@dataclass(frozen=True)
class Piece:
    """One sealed WAL file. PostgreSQL last wrote to it at `ended_at`: what was committed until then is in it or before."""

    name: str
    ended_at: datetime
    path: str

    @property
    def place(self) -> str:
        """Where it stands in the log, whatever its timeline; a story of timelines stands nowhere."""
        return "" if self.name.endswith(".history") else self.name[8:24]


@dataclass(frozen=True)
class Base:
    """One base backup. `point`: the log's position, rows and head of the chain soon after it, to compare with."""

    began_at: datetime
    ended_at: datetime
    wal: str
    size: int
    point: dict[str, Any] | None

    @property
    def path(self) -> str:
        return f"base/{stamp(self.began_at)}.tar.bk"

    def told(self) -> dict[str, Any]:
        said = {"began_at": self.began_at.isoformat(), "ended_at": self.ended_at.isoformat()}
        return {**said, "wal": self.wal, "size": self.size, "point": self.point}


class Archive:
    """The folder, opened with its passphrase."""

    def __init__(self, folder: Path, passphrase: str, about: dict[str, str]) -> None:
        self.folder, self._passphrase, self.system = folder, passphrase, about["system"]
        self._salt = base64.b64decode(about["salt"])

    def require_present(self) -> None:
        """Writing goes to the disk that was meant, never to the empty folder it is mounted on."""
        (self.folder / "about.json").stat()

    @contextmanager
    def writing(self, path: str, *, packed: bool = False) -> Iterator[IO[bytes]]:
        """What is written arrives sealed, whole and synced under `path`, or not at all."""
        target = self.folder / path
        target.parent.mkdir(mode=0o700, exist_ok=True)
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                with Sealer(file, self._passphrase, shared=self._salt, name=path) as sealed:
                    if packed:
                        with gzip.GzipFile("", "wb", 1, sealed, 0) as packer:
                            yield cast(IO[bytes], packer)
                    else:
                        yield cast(IO[bytes], sealed)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(target)
            sync_folder(target.parent)
        finally:
            draft.unlink(missing_ok=True)

    @contextmanager
    def reading(self, path: str, *, packed: bool = False) -> Iterator[IO[bytes]]:
        sealed_under = re.sub(r"\.\d{8}T\d{12}Z\.gone$", "", path)
        with (self.folder / path).open("rb") as file:
            opened = io.BufferedReader(Opener(file, self._passphrase, name=sealed_under))
            yield cast(IO[bytes], gzip.GzipFile(fileobj=opened) if packed else opened)

    # --- what is there ---

    def pieces(self) -> list[Piece]:
        """Every WAL file, in the order of the log."""
        found = []
        for entry in os.scandir(self.folder / "wal"):
            name, _dot, at = entry.name.removesuffix(".bk").rpartition(".")
            if entry.name.endswith(".bk") and WAL_NAME.fullmatch(name):
                found.append(Piece(name, moment(at), f"wal/{entry.name}"))
        return sorted(found, key=lambda piece: (piece.name, piece.ended_at))

    def bases(self) -> list[Base]:
        """Every finished base backup, the oldest first."""
        return [self._base(path) for path in sorted((self.folder / "base").glob("*.json.bk"))]

    def _base(self, path: Path) -> Base:
        with self.reading(f"base/{path.name}") as file:
            told = json.load(file)
        ended = datetime.fromisoformat(told["ended_at"])
        return Base(moment(path.name.split(".")[0]), ended, told["wal"], told["size"], told["point"])

    def keep(self, base: Base) -> None:
        """The base backup is finished once this stands beside it."""
        with self.writing(f"base/{stamp(base.began_at)}.json.bk") as file:
            file.write(json.dumps(base.told()).encode())

    def keys(self) -> list[tuple[datetime, str]]:
        """Each state of secrets, certificates and erasures, the oldest first."""
        return [
            (moment(p.name.split(".")[0]), f"keys/{p.name}")
            for p in sorted((self.folder / "keys").glob("[!.]*.bk"))
        ]

    def files(self, at: datetime | None = None) -> Iterator[tuple[str, str]]:
        """Name in the city and path here of each file; of those erased, what still was there at `at`."""
        for place in sorted((self.folder / "files").glob("*/[!.]*")):
            path = f"files/{place.parent.name}/{place.name}"
            if place.suffix == ".bk":
                yield path.removesuffix(".bk"), path
            elif place.suffix == ".gone" and at:
                name, _bk, gone_at, _gone = path.rsplit(".", 3)
                if moment(gone_at) > at:
                    yield name, path

    def last_moment(self) -> datetime | None:
        """Up to when the log is here; what was committed later is not."""
        return max((piece.ended_at for piece in self.pieces()), default=None)

    def gap(self, since: str) -> str:
        """The first segment missing after `since` on its timeline; empty when there is none."""
        names = [piece.name for piece in self.pieces() if len(piece.name) == 24]
        names = [name for name in names if name >= since and name[:8] == since[:8]]
        for before, after in zip([_before(since), *names], names, strict=False):
            if after != _after(before):
                return _after(before)
        return ""

    # --- what goes ---

    def sweep(self) -> None:
        """Drafts and half a base backup that a killed keeper left. Only for the one who writes here."""
        for place in (
            self.folder / "base",
            self.folder / "wal",
            self.folder / "keys",
            *(self.folder / "files").glob("*"),
        ):
            for draft in place.glob(".*"):
                draft.unlink(missing_ok=True)
        for path in (self.folder / "base").glob("*.tar.bk"):
            if not path.with_name(path.name.replace(".tar.", ".json.")).exists():
                path.unlink()

    def thin_out(self, kept: int) -> int:
        """Keep so many base backups and the log since the oldest of them; how many things went."""
        bases = self.bases()
        if len(bases) <= kept:
            return 0
        oldest = bases[-kept]
        gone = [
            self.folder / one
            for base in bases[:-kept]
            for one in (base.path, base.path.replace(".tar.", ".json."))
        ]
        gone += [self.folder / p.path for p in self.pieces() if p.place and p.place < oldest.wal[8:24]]
        older = [path for at, path in self.keys() if at < oldest.began_at]
        gone += [self.folder / path for path in older[:-1]]
        gone += [
            p
            for p in (self.folder / "files").glob("*/*.gone")
            if moment(p.name.rsplit(".", 2)[1]) < oldest.began_at
        ]
        for path in reversed(gone):  # the note before its base: what is half gone is not taken for a base
            path.unlink(missing_ok=True)
        return len(gone)


def _after(name: str) -> str:
    """The next segment of 16 MiB: 256 to a log file."""
    number = (int(name[8:16], 16) << 8) + int(name[16:24], 16) + 1
    return f"{name[:8]}{number >> 8:08X}{number & 0xFF:08X}"


def _before(name: str) -> str:
    number = (int(name[8:16], 16) << 8) + int(name[16:24], 16) - 1
    return f"{name[:8]}{number >> 8:08X}{number & 0xFF:08X}"


def opened(folder: Path, passphrase: str, *, system: str = "", is_known: bool = False) -> Archive:
    """The archive in this folder, made new when `system` names the city it is to belong to.

    Where one has been before (`is_known`) none is made: an empty folder is then a disk that is not mounted.
    """
    place = folder / "about.json"
    if not place.exists():
        if is_known:
            raise SystemExit(
                f"{folder} kosong, padahal cadangan ada di situ: disknya terlepas? Pasang lagi; bila hilang, setel "
                "BALAIKOTA_BACKUPS ke folder lain."
            )
        if not system:
            raise SystemExit(f"{folder} bukan folder cadangan: about.json tidak ada di dalamnya.")
        _lay_out(folder, passphrase, system)
    archive = Archive(folder, passphrase, json.loads(place.read_text()))
    if system and archive.system != system:
        raise SystemExit(
            f"{folder} berisi cadangan basis data lain. Pilih folder kosong untuk BALAIKOTA_BACKUPS."
        )
    try:
        with archive.reading("check.bk") as file:
            file.read()
    except (Unreadable, OSError):
        raise SystemExit(
            f"Kata sandi cadangan salah untuk {folder}. Isi BALAIKOTA_BACKUP_PASSPHRASE dengan kata sandi saat folder "
            "itu dibuat, atau pilih folder kosong."
        ) from None
    return archive


def _lay_out(folder: Path, passphrase: str, system: str) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} tidak kosong dan bukan folder cadangan. Pilih folder kosong.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o700, exist_ok=True)
    about = {"system": system, "salt": base64.b64encode(os.urandom(SALT)).decode()}
    with Archive(folder, passphrase, about).writing("check.bk") as file:
        file.write(b"Balaikota")
    draft = folder / ".about.json"
    draft.write_text(json.dumps(about))
    draft.rename(folder / "about.json")
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """A rename survives a power cut only once its folder is on the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
