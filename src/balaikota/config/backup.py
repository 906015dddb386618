"""`balaikota backup` and `balaikota restore`: database, files, keys and certificates in one sealed tar.

The dump comes first and the files after it: whatever file the dump speaks of is then in the backup, because
a file is stored before its row. Both run without Django.
"""

import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from balaikota.config import home as homes
from balaikota.config import postgres
from balaikota.config.sealing import Opener, Sealer, Unreadable

PASSPHRASE = "BALAIKOTA_BACKUP_PASSPHRASE"  # noqa: S105 – its name, not its value
FOLDERS = ("files", "signing")
ERASURES = "erasures/list.jsonl"  # what was erased for good (engine/retention); it outlives the database


def backup(target: Path) -> None:
    """Write one sealed file, mode 0600. An existing one is never overwritten."""
    place, word = homes.folder(), passphrase()
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    if target.exists():
        raise SystemExit(f"{target} sudah ada; pilih nama lain.")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with postgres.running(place), tempfile.TemporaryDirectory(dir=place) as folder:
                told = _write(file, word, place, Path(folder))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    rows = sum(told["counts"].values())
    print(f"{target}: {rows} baris, {told['files']} berkas, kepala rantai {told['head']}")


def _write(file: Any, passphrase: str, place: Path, folder: Path) -> dict[str, Any]:
    with Sealer(file, passphrase) as sealed, tarfile.open(fileobj=sealed, mode="w|") as tar:
        dump = folder / "database.dump"
        told = _dump(place, dump)
        told["files"] = sum(1 for path in (place / "files").rglob("*") if path.is_file())
        _add(tar, "manifest.json", json.dumps(told).encode())
        tar.add(dump, "database.dump")
        add_keys(tar, place)
        if (place / "files").exists():
            tar.add(place / "files", "files")
    return told


def add_keys(tar: tarfile.TarFile, place: Path) -> None:
    """What is small and without which the rest is worth nothing."""
    _add(tar, "secrets.json", json.dumps(homes.secrets(place)).encode())
    for name in ("signing", ERASURES):
        if (place / name).exists():
            tar.add(place / name, name)


def _dump(place: Path, target: Path) -> dict[str, Any]:
    """Dump the database, and count its rows in the very snapshot that is dumped."""
    import psycopg

    with psycopg.connect(_address(place)) as link:
        link.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        snapshot = link.execute("select pg_export_snapshot()").fetchone()[0]  # type: ignore[index]
        told = {"at": datetime.now(UTC).isoformat(), **facts(link)}
        command = [postgres.binary("pg_dump"), "-Fc", f"--snapshot={snapshot}", "-f", target,
                   "--enable-row-security",  # it is forced for the owner too, whose rule lets every row pass
                   "--exclude-extension=pg_stat_statements", _address(place)]  # fmt: skip
        _run(command, "pg_dump")
    return told


def restore(source: Path) -> None:
    """Bring a backup back into an empty home; says whether everything in it arrived."""
    place, word = homes.folder(), passphrase()
    require_empty(place)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        try:
            with source.open("rb") as file:
                opened = io.BufferedReader(Opener(file, word))
                unpack(opened, Path(folder))
        except (Unreadable, tarfile.TarError, FileNotFoundError) as fault:
            raise SystemExit(f"{source}: {fault}") from None
        _settle(Path(folder), place)
    print(f"{place} pulih. Mulai dengan: balaikota start")


def require_empty(place: Path) -> None:
    """A restore never writes over a city."""
    place.mkdir(parents=True, exist_ok=True)
    taken = [name for name in ("secrets.json", "postgres", *FOLDERS) if _holds(place / name)]
    if taken:
        raise SystemExit(
            f"{place} tidak kosong ({', '.join(taken)}). Pulihkan ke BALAIKOTA_HOME yang kosong."
        )


def unpack(source: IO[bytes], folder: Path) -> None:
    """The files of a tar as it streams by, for their owner alone."""
    with tarfile.open(fileobj=source, mode="r|") as tar:
        for member in tar:
            tar.extract(_harmless(member), folder, set_attrs=False)
            (folder / member.name).chmod(0o700 if member.isdir() else 0o600)


def _harmless(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Only plain files and folders inside the backup. (Debian 12 has Python 3.11.2, tarfile's filters came later.)"""
    place = PurePosixPath(member.name)
    if place.is_absolute() or ".." in place.parts or not (member.isfile() or member.isdir()):
        raise tarfile.TarError(f"{member.name}: tidak termasuk cadangan")
    return member


def _settle(unpacked: Path, place: Path) -> None:
    told = json.loads((unpacked / "manifest.json").read_text())
    (unpacked / "secrets.json").chmod(0o600)
    shutil.move(unpacked / "secrets.json", place / "secrets.json")
    with postgres.running(place):
        _refuse_full_database(place)
        command = [
            postgres.binary("pg_restore"),
            "--exit-on-error",
            "--single-transaction",
            "-d",
            _address(place),
        ]
        _run([*command, unpacked / "database.dump"], "pg_restore")
        for name in FOLDERS:
            if (unpacked / name).exists():
                shutil.copytree(unpacked / name, place / name, dirs_exist_ok=True)
        faults = differences(facts_now(place), told)
    keep_erasures(unpacked, place, told["at"])
    if faults:
        raise SystemExit("Pulih, tetapi tidak sama dengan cadangan: " + "; ".join(faults))
    print(f"{sum(told['counts'].values())} baris dan {told['files']} berkas, sama seperti saat dicadangkan.")


def keep_erasures(unpacked: Path, place: Path, backup_at: str, *, knows_all: bool = False) -> None:
    """Join the list of erasures of the backup with the one that lay in the new home. The next start replays it.

    Without a list that is newer than the backup, what was erased since would come back unseen; so it is said. The list
    of a continuous backup is as new as its log (`knows_all`).
    """
    lists = [
        path.read_text().splitlines() for path in (unpacked / ERASURES, place / ERASURES) if path.exists()
    ]
    lines = list(dict.fromkeys(line for lines in lists for line in lines if line.strip()))
    has_newer = knows_all or len(lists) > 1 or any(json.loads(line)["at"] > backup_at for line in lines)
    target = place / ERASURES
    target.parent.mkdir(mode=0o700, exist_ok=True)
    target.write_text("".join(f"{line}\n" for line in lines))
    target.chmod(0o600)
    told = {"backup_at": backup_at, "has_newer_list": has_newer}
    (target.parent / "restored.json").write_text(json.dumps(told))
    if not has_newer:
        print(
            f"Penghapusan sesudah {backup_at[:10]} tidak diketahui. Bila ada {ERASURES} yang lebih baru, "
            f"taruh di {target.parent} sebelum balaikota start; yang tertulis di situ dihapus lagi."
        )


def _refuse_full_database(place: Path) -> None:
    import psycopg

    with psycopg.connect(_address(place)) as link:
        if link.execute("select 1 from pg_tables where schemaname = 'public' limit 1").fetchone():
            raise SystemExit("Basis data tujuan sudah berisi tabel. Pulihkan ke basis data yang kosong.")


def differences(now: dict[str, Any], told: dict[str, Any]) -> list[str]:
    """What is not as it was, one sentence each."""
    faults = [
        f"{table}: {now['counts'].get(table)} baris, seharusnya {count}"
        for table, count in told["counts"].items()
        if now["counts"].get(table) != count
    ]
    if now["head"] != told["head"]:
        faults.append(f"kepala rantai {now['head']}, seharusnya {told['head']}")
    return faults


def facts_now(place: Path) -> dict[str, Any]:
    """The same as `facts`, of the database of this home."""
    import psycopg

    with psycopg.connect(_address(place)) as link:
        return facts(link)


def facts(link: Any) -> dict[str, Any]:
    """Rows per table, and the head of the audit chain."""
    from psycopg import sql

    names = "select tablename from pg_tables where schemaname = 'public' order by 1"
    counts = {}
    for (table,) in link.execute(names).fetchall():
        count = sql.SQL("select count(*) from {}").format(sql.Identifier(table))
        counts[table] = link.execute(count).fetchone()[0]
    head = None
    if "audit_link" in counts:
        head = link.execute(
            "select position || ':' || encode(digest, 'hex') from audit_link order by position desc limit 1"
        ).fetchone()
    return {"counts": counts, "head": head[0] if head else ""}


def _address(place: Path) -> str:
    """The database, as its owner: for the embedded one, as the superuser behind its private socket."""
    url = os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL")
    return url or f"host={postgres.socket_folder(place)} user=postgres dbname={postgres.DATABASE}"


def _run(command: list[Any], name: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} gagal: {done.stderr.strip()}")


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    tar.addfile(entry, io.BytesIO(content))


def _holds(path: Path) -> bool:
    return path.is_file() or (path.is_dir() and any(path.iterdir()))


def passphrase() -> str:
    """What the operator sealed, or seals, the backup with."""
    given = os.environ.get(PASSPHRASE, "")
    if len(given) < 12:
        raise SystemExit(f"Isi {PASSPHRASE} dengan kata sandi cadangan, sedikitnya 12 huruf.")
    return given
