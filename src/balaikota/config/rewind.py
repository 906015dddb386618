"""`balaikota restore --until …`: the city as it was at a moment, from the archive, into an empty home.

The newest base backup before the moment is unpacked and verified (`pg_verifybackup`), PostgreSQL replays the log up to
the moment, and every table and index is read through (`pg_amcheck`). Memory stays flat: all streams by. Without Django.
"""

import os
import re
import shutil
import subprocess
import tarfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from balaikota.config import archive as archives
from balaikota.config import backup, continuous, points, postgres
from balaikota.config import home as homes
from balaikota.config.archive import WIB, Archive, Base, shown
from balaikota.config.sealing import Unreadable

SEGMENT = 16 << 20
BITE = 1 << 16
_LAST = re.compile(r"last completed transaction was at log time (\S+ \S+)")
_ENDED_BEFORE = "recovery ended before configured recovery target was reached"


def read_moment(text: str) -> datetime:
    """`2026-11-29 14:30`, as the clock on the wall of the city hall shows it (WIB)."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise SystemExit(f'“{text}” bukan waktu. Tulis seperti: --until "2026-11-29 14:30" (WIB).') from None
    return at if at.tzinfo else at.replace(tzinfo=WIB)


def restore(folder: Path, until: datetime | None) -> None:
    """Bring the city back as it was then; without a moment, as it was last."""
    place = homes.folder()
    if not postgres.is_embedded():
        raise SystemExit(
            "Basis data dari DATABASE_URL dipulihkan dengan alatnya sendiri; lihat docs/operating.md."
        )
    archive = archives.opened(folder, backup.passphrase())
    base = chosen(archive, until)
    backup.require_empty(place)
    continuous.tell(
        place, {}
    )  # from the fork on its log waits for a keeper: the archive then knows this branch too
    print(f"Cadangan dasar {shown(base.ended_at)} dibuka …", flush=True)
    target = {"recovery_target_time": until.astimezone(UTC).isoformat()} if until else {}
    arrived = bring_back(archive, base, place, target, until)
    at = until or archive.last_moment() or base.ended_at
    files = _bring_files(archive, place, at)
    _bring_keys(archive, place, at)
    print(f"{sum(arrived['counts'].values())} baris dan {files} berkas; kepala rantai {arrived['head']}.")
    print(f"{place} pulih seperti {shown(at)}. Mulai dengan: balaikota start")


def chosen(archive: Archive, until: datetime | None) -> Base:
    """The newest base backup before the moment, or a sentence about what can be reached."""
    bases, last = archive.bases(), archive.last_moment()
    if not bases:
        raise SystemExit(f"Di {archive.folder} belum ada cadangan dasar yang selesai.")
    if until and until < bases[0].ended_at:
        raise SystemExit(
            f"{shown(until)} terlalu awal: cadangan di {archive.folder} mulai {shown(bases[0].ended_at)}. "
            "Yang lebih awal mungkin ada dalam berkas dari balaikota backup."
        )
    if until and (last is None or until > last):
        to = shown(last) if last else "belum ada"
        raise SystemExit(
            f"{shown(until)} belum ada dalam cadangan: catatan perubahan sampai {to}. "
            "Pulihkan sampai saat itu, atau tanpa --until untuk yang terakhir."
        )
    base = [one for one in bases if until is None or one.ended_at <= until][-1]
    missing = archive.gap(base.wal)
    if missing and (until is None or _ends_at(archive, missing) < until):
        raise SystemExit(
            f"Potongan catatan {missing} hilang dari {archive.folder}/wal. Kembalikan dari salinan folder itu, "
            f"atau pulihkan sampai {shown(_ends_at(archive, missing))}."
        )
    return base


def _ends_at(archive: Archive, missing: str) -> datetime:
    """Until when the log is whole before this missing piece."""
    before = [p.ended_at for p in archive.pieces() if p.name[:8] == missing[:8] and p.name < missing]
    return max(before, default=datetime.min.replace(tzinfo=UTC))


def bring_back(
    archive: Archive, base: Base, place: Path, target: dict[str, str], until: datetime | None = None
) -> dict[str, Any]:
    """Unpack, verify, replay and check the database; what is counted in it. Leaves it stopped."""
    data, log = postgres.data_folder(place), place / "wal-masuk"
    try:
        _unpack(archive, base, data)
        _lay_log(archive, base, log, until)
        _replay(place, log, target, until)
        with postgres.running(place):
            check(place)
            return backup.facts_now(place)
    except (Unreadable, tarfile.TarError, EOFError) as fault:
        raise SystemExit(f"{archive.folder}: {fault}") from None
    finally:
        shutil.rmtree(log, ignore_errors=True)


def _unpack(archive: Archive, base: Base, data: Path) -> None:
    draft = data.with_name(f"postgres.{os.getpid()}")
    draft.mkdir(mode=0o700)
    try:
        with archive.reading(base.path, packed=True) as file:
            backup.unpack(file, draft)
        user = postgres.system_user()
        if user:
            os.chmod(data.parent, 0o711)  # noqa: S103 – the database's user must pass through, and sees nothing
            _give(draft, user)
        _run(["pg_verifybackup", "-q", "-n", str(draft)], "pg_verifybackup")
        draft.rename(data)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _give(folder: Path, user: str) -> None:
    for place, _folders, names in os.walk(folder):
        shutil.chown(place, user)
        for name in names:
            shutil.chown(Path(place, name), user)


def _lay_log(archive: Archive, base: Base, log: Path, until: datetime | None) -> None:
    """The log from the base backup to the moment, where PostgreSQL can fetch it. Empty blocks take no room on the disk."""
    log.mkdir(mode=0o700)
    pieces = archive.pieces()
    last = min((p.place for p in pieces if p.place and until and p.ended_at >= until), default="")
    for piece in pieces:
        if piece.place and (piece.place < base.wal[8:24] or (last and piece.place > last)):
            continue
        with archive.reading(piece.path, packed=True) as source, (log / piece.name).open("wb") as target:
            while bite := source.read(BITE):
                if bite.strip(b"\0"):
                    target.write(bite)
                else:
                    target.seek(len(bite), os.SEEK_CUR)
            target.truncate()
    if user := postgres.system_user():
        _give(log, user)


def _replay(place: Path, log: Path, target: dict[str, str], until: datetime | None) -> None:
    """Start PostgreSQL in recovery, and stop it once it has made the restored state its own."""
    (postgres.data_folder(place) / "recovery.signal").touch()
    settings = {"restore_command": f"cp '{log}/%f' \"%p\"", "hot_standby": "off"}
    settings |= {"recovery_target_action": "promote"} | target
    said = _recovered(place, settings)
    if said and _ENDED_BEFORE in said and until:
        # Nothing was committed between the moment and the end of the log: then its end is that moment's state.
        said = _recovered(
            place, {k: v for k, v in settings.items() if not k.startswith("recovery_target_time")}
        )
    if said is None:
        return
    reached = _LAST.findall(said)
    hint = f" Perubahan terakhir yang terbaca: {reached[-1]} UTC." if reached else ""
    faults = [line for line in said.splitlines() if "FATAL" in line or "PANIC" in line]
    raise SystemExit(
        f"Pemulihan basis data terhenti: {' '.join(faults[-2:])}{hint} Lihat {place}/postgres.log."
    )


def _recovered(place: Path, settings: dict[str, str]) -> str | None:
    """None once the server has recovered and was stopped; else what it said before it gave up."""
    log = place / "postgres.log"
    began = log.stat().st_size if log.exists() else 0
    with postgres.lock(place):
        server = postgres.start(place, **settings)
        try:
            while not postgres.answers(place):
                if server.poll() is not None:
                    return log.read_bytes()[began:].decode(errors="replace")
                time.sleep(0.1)
        finally:
            postgres.stop(server, 60)
    return None


def check(place: Path) -> None:
    """Read every table and index through (`pg_amcheck`), and leave the database as it was."""
    where = ["-h", str(postgres.socket_folder(place)), "-U", "postgres", "-d", postgres.DATABASE]
    with points.link(place, autocommit=True) as link:
        had = link.execute("select 1 from pg_extension where extname = 'amcheck'").fetchone()
        try:
            _run(["pg_amcheck", *where, "--install-missing", "--no-strict-names"], "pg_amcheck")
        finally:
            if not had:
                link.execute("drop extension if exists amcheck")


def _run(command: list[str], name: str) -> None:
    done = subprocess.run(
        [postgres.binary(command[0]), *command[1:]],
        capture_output=True, text=True, check=False, cwd="/",
        user=postgres.system_user() if name == "pg_verifybackup" else None,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{name} menemukan kerusakan: {(done.stderr or done.stdout).strip()[-600:]}")


def _bring_files(archive: Archive, place: Path, at: datetime) -> int:
    count = 0
    for name, path in archive.files(at):
        target = place / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with archive.reading(path) as source, open(target, "wb", opener=_for_us_alone) as file:
            shutil.copyfileobj(source, file, BITE)
        count += 1
    return count


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _bring_keys(archive: Archive, place: Path, at: datetime) -> None:
    """Secrets and certificates of that moment; of erasures the newest list, so that what went since goes again."""
    states = archive.keys()
    if not states:
        raise SystemExit(f"Di {archive.folder}/keys tidak ada kunci; tanpa kunci NIK tidak terbaca.")
    then = ([path for when, path in states if when <= at] or [states[0][1]])[-1]
    draft = place / f"keys.{os.getpid()}"
    try:
        for path in dict.fromkeys((then, states[-1][1])):
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(mode=0o700)
            with archive.reading(path) as file:
                backup.unpack(file, draft)
            if path == then:
                shutil.move(draft / "secrets.json", place / "secrets.json")
                if (draft / "signing").exists():
                    shutil.copytree(draft / "signing", place / "signing", dirs_exist_ok=True)
        backup.keep_erasures(draft, place, at.astimezone(UTC).isoformat(), knows_all=True)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
