"""`balaikota doctor`: all it needs, one line each, with its mend. Works when nothing else does."""

import os
import shutil
import socket
import stat
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from balaikota.config import home as homes
from balaikota.config import postgres

OK, NOTE, WRONG = "ok", "--", "!!"
ROOM_NEEDED = 1 << 30
JOURNAL_UPLOAD = Path("/etc/systemd/journal-upload.conf")


@dataclass(frozen=True)
class Line:
    """One thing looked at."""

    state: str
    what: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.state}  {self.what}" + (f"  → {self.mend}" if self.mend else "")


Look = Callable[[Path], Iterator[Line]]


def run() -> int:
    """Print every finding; 1 when something is wrong."""
    place = homes.folder()
    _is_running(place)  # before we start a server of our own
    lines = list(_without_database(place))
    try:
        with postgres.running(place):
            lines += list(_looked(place, DATABASE_LOOKS))
    except SystemExit as fault:
        lines.append(Line(WRONG, f"basis data: {fault}"))
    wrong = [line for line in lines if line.state == WRONG]
    print("\n".join(map(str, lines)))
    print(f"\n{len(wrong)} hal salah." if wrong else "\nSemua baik.")
    return 1 if wrong else 0


def _without_database(place: Path) -> Iterator[Line]:
    yield from _looked(place, LOOKS)


def _looked(place: Path, looks: list[Look]) -> Iterator[Line]:
    for look in looks:
        try:
            yield from look(place)
        except Exception as fault:
            last = traceback.extract_tb(fault.__traceback__)[-1]
            yield Line(
                WRONG,
                f"{look.__name__.strip('_')}: {' '.join(str(fault).split())} ({Path(last.filename).name}:{last.lineno})",
            )


def _python(place: Path) -> Iterator[Line]:
    said = f"Python {sys.version.split()[0]}"
    yield (
        Line(OK, said)
        if sys.version_info >= (3, 11)
        else Line(WRONG, said, "perlu Python 3.11 atau lebih baru")
    )


def _packages(place: Path) -> Iterator[Line]:
    from packaging.requirements import Requirement

    try:
        asked = [Requirement(line) for line in requires("balaikota") or []]
    except PackageNotFoundError:
        yield Line(WRONG, "paket balaikota tidak terpasang", "make start, atau pip install balaikota")
        return
    faults = []
    for requirement in asked:
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            have = version(requirement.name)
        except PackageNotFoundError:
            faults.append(f"{requirement.name} tidak ada")
            continue
        if not requirement.specifier.contains(have, prereleases=True):
            faults.append(f"{requirement.name} {have}, perlu {requirement.specifier}")
    yield (
        Line(WRONG, "paket: " + "; ".join(faults), "make start")
        if faults
        else Line(OK, f"{len(asked)} paket")
    )


def _home(place: Path) -> Iterator[Line]:
    if not place.exists():
        yield Line(NOTE, f"rumah {place} belum ada", "dibuat oleh balaikota start")
        return
    if not os.access(place, os.W_OK | os.X_OK):
        yield Line(WRONG, f"rumah {place} tidak dapat ditulisi", f"chown -R {os.getuid()} {place}")
        return
    free = shutil.disk_usage(place).free
    said = f"rumah {place}, ruang kosong {free / (1 << 30):.1f} GiB"
    yield Line(OK, said) if free > ROOM_NEEDED else Line(WRONG, said, "kosongkan ruang sedikitnya 1 GiB")


def _secrets(place: Path) -> Iterator[Line]:
    path = place / "secrets.json"
    if os.environ.get("BALAIKOTA_SECRETS"):
        yield Line(OK, "kunci dari BALAIKOTA_SECRETS")
    elif not path.exists():
        state = WRONG if (place / "postgres").exists() else NOTE
        yield Line(state, f"{path} tidak ada", "pulihkan dari cadangan; rumah baru membuatnya sendiri")
    elif stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Line(WRONG, f"{path} terbaca oleh pengguna lain", f"chmod 600 {path}")
    else:
        yield Line(OK, "kunci hanya terbaca oleh pemiliknya")


def _binaries(place: Path) -> Iterator[Line]:
    if not postgres.is_embedded():
        yield Line(OK, "basis data dari DATABASE_URL")
        return
    said = subprocess.run(
        [postgres.binary("postgres"), "--version"], capture_output=True, text=True, check=False
    )
    if said.returncode:
        yield Line(WRONG, "program PostgreSQL tidak dapat dijalankan", said.stderr.strip()[:120])
    else:
        yield Line(OK, said.stdout.strip())
    data = postgres.data_folder(place)
    if data.exists() and stat.S_IMODE(data.stat().st_mode) != 0o700:
        yield Line(WRONG, f"{data} terbuka bagi pengguna lain", f"chmod 700 {data}")


def _clock(place: Path) -> Iterator[Line]:
    try:
        here = datetime.now(ZoneInfo("Asia/Jakarta"))
    except ZoneInfoNotFoundError:
        yield Line(WRONG, "data zona waktu tidak ada", "pasang tzdata")
        return
    if here.year < 2026:
        yield Line(WRONG, f"jam mesin {here:%d-%m-%Y %H:%M}", "setel jam mesin (timedatectl set-ntp true)")
    else:
        yield Line(OK, f"jam {here:%d-%m-%Y %H:%M} WIB")


def _port(place: Path) -> Iterator[Line]:
    host, port = os.environ.get("BALAIKOTA_HOST", "127.0.0.1"), int(os.environ.get("BALAIKOTA_PORT", "8000"))
    with socket.socket() as probe:
        probe.settimeout(2)
        taken = probe.connect_ex((host, port)) == 0
    running = _is_running(place)
    if taken and not running:
        yield Line(WRONG, f"porta {port} dipakai program lain", f"balaikota start --port {port + 1}")
    elif running and not taken:
        yield Line(NOTE, f"balai kota berjalan, tetapi bukan di porta {port}", "setel BALAIKOTA_PORT")
    else:
        yield Line(OK, f"porta {port} " + ("melayani" if taken else "bebas"))


@cache
def _is_running(place: Path) -> bool:
    with suppress(SystemExit), postgres.lock(place):
        return False
    return True


def _scanner(place: Path) -> Iterator[Line]:
    from django.conf import settings

    if settings.CLAMAV:
        yield Line(OK, f"unggahan dipindai oleh {settings.CLAMAV}")
    else:
        mend = "apt-get install clamav-daemon, lalu setel BALAIKOTA_CLAMAV=unix:/run/clamav/clamd.ctl"
        yield Line(NOTE, "unggahan tidak dipindai virus", mend)


def _log_elsewhere(place: Path) -> Iterator[Line]:
    """Does the log leave this machine, so that whoever breaks in cannot take it back?"""
    from django.conf import settings

    try:
        lines = JOURNAL_UPLOAD.read_text().splitlines()
    except OSError:
        lines = []
    if any(line.strip().startswith("URL=") for line in lines):
        yield Line(OK, "log juga dikirim ke mesin lain")
    elif settings.SECURE:
        yield Line(NOTE, "log hanya ada di mesin ini", "docs/security/journal-upload.conf")


def _database(place: Path) -> Iterator[Line]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version'), now(), current_user")
        number, there, user = cursor.fetchone()
    major = number.split(".")[0]
    said = f"basis data menjawab: PostgreSQL {number} sebagai {user}"
    yield Line(OK, said) if int(major) >= 16 else Line(WRONG, said, "pakai PostgreSQL 18 (sedikitnya 16)")
    drift = abs((datetime.now(UTC) - there).total_seconds())
    if drift > 5:
        yield Line(WRONG, f"jam basis data berselisih {drift:.0f} detik", "setel NTP di kedua mesin")


def _migrations(place: Path) -> Iterator[Line]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Line(
            WRONG, f"{len(waiting)} migrasi belum dijalankan", "balaikota start, atau balaikota migrate"
        )
    else:
        yield Line(OK, "semua migrasi sudah dijalankan")


def _rights(place: Path) -> Iterator[Line]:
    from balaikota.config import grants, walls

    for fault in grants.faults():
        yield Line(WRONG, fault, "pakai dua peran: DATABASE_URL (aplikasi) dan DATABASE_OWNER_URL (pemilik)")
    if not grants.faults():
        yield Line(OK, "aplikasi tidak memiliki tabel dan tidak dapat mengubah catatan kejadian")
    for fault in (open_places := walls.faults()):
        yield Line(WRONG, fault, f"{walls.mend()}, lalu balaikota migrate")
    if not open_places:
        yield Line(OK, "pengunjung hanya dapat membaca baris miliknya (dinding kedua)")


def _copy(place: Path) -> Iterator[Line]:
    from balaikota.kit import replicas

    if not replicas.exist():
        return
    if replicas.is_well():
        yield Line(OK, "salinan basis data menjawab dan cukup dekat")
    else:
        mend = "periksa DATABASE_REPLICA_URL, pekerja, dan server salinan; sementara itu induk yang dibaca"
        yield Line(NOTE, "salinan basis data tidak menjawab atau tertinggal", mend)


def _worker(place: Path) -> Iterator[Line]:
    from balaikota.engine.upkeep import queries, rules

    if not _is_running(place) and postgres.is_embedded():
        yield Line(NOTE, "balai kota tidak sedang berjalan", "balaikota start")
        return
    jobs = queries.queue()
    age, waiting, failed = jobs["worker"], jobs["oldest"], jobs["failed"]
    if age is None or age > rules.PATIENCE:
        yield Line(WRONG, "tidak ada pekerja yang hidup", "balaikota start, atau balaikota worker")
    else:
        yield Line(OK, f"pekerja hidup ({age:.0f} detik lalu)")
    if waiting > 300:
        yield Line(WRONG, f"pekerjaan tertua menunggu {waiting / 60:.0f} menit", "lihat log pekerja")
    if failed:
        yield Line(
            WRONG,
            f"{failed} pekerjaan menyerah",
            "bebaskan di halaman Ruang mesin, /meja/mesin/",
        )


def _posts(place: Path) -> Iterator[Line]:
    from balaikota.foundation.organisations import queries

    if queries.is_staffed():
        yield Line(OK, "jabatan dipegang")
    else:
        mend = 'balaikota appoint --post pengelola-sistem --name "…" --email …'
        yield Line(NOTE, "belum ada seorang pun yang memegang jabatan", mend)


def _chain(place: Path) -> Iterator[Line]:
    from balaikota.foundation.audit import queries

    head, faults = queries.head(), [*queries.faults(3), *queries.heads_denied()]
    for fault in faults:
        yield Line(
            WRONG, f"catatan kejadian: {fault}", "balaikota audit verify; simpan salinan basis data sekarang"
        )
    if not faults:
        yield Line(OK, f"rantai catatan utuh, {head.position if head else 0} kejadian")


def _erasures(place: Path) -> Iterator[Line]:
    from balaikota.engine.retention import queries

    told = queries.restored()
    if told and not told["has_newer_list"]:
        mend = f"taruh daftar yang lebih baru di {place}/erasures/list.jsonl, lalu balaikota replay_erasures"
        yield Line(NOTE, f"dipulihkan dari cadangan {told['at']:%d-%m-%Y} tanpa daftar penghapusan", mend)


def _backups(place: Path) -> Iterator[Line]:
    """The continuous backup and its last drill; what is wrong with them is said by the operator's page too."""
    from balaikota.engine.upkeep import queries

    said, drill = queries.backup(), queries.last_passed()
    if not said and postgres.is_embedded():
        yield Line(NOTE, "belum ada cadangan terus-menerus", "setel BALAIKOTA_BACKUPS (docs/operating.md)")
        return
    for trouble in queries.troubles():
        yield Line(WRONG, f"{trouble.said} {trouble.detail}".strip(), str(trouble.mend))
    if said.get("wal_at"):
        yield Line(OK, f"cadangan sampai {said['wal_at']:%d-%m-%Y %H:%M} UTC di {said['folder']}")
    if drill:
        yield Line(OK, f"latihan pemulihan terakhir lulus {drill.finished_at:%d-%m-%Y}")


def _certificates(place: Path) -> Iterator[Line]:
    from cryptography import x509

    found = sorted((place / "signing").glob("*.pem"))
    soon, seen = datetime.now(UTC) + timedelta(days=30), 0
    for path in found:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Line(WRONG, f"{path} terbaca oleh pengguna lain", f"chmod 600 {path}")
        with suppress(ValueError):
            for certificate in x509.load_pem_x509_certificates(path.read_bytes()):
                seen += 1
                if certificate.not_valid_after_utc < soon:
                    ends = certificate.not_valid_after_utc
                    yield Line(
                        NOTE, f"sertifikat {path.name} habis {ends:%d-%m-%Y}", "diganti sendiri saat dipakai"
                    )
    if not seen:
        yield Line(NOTE, "belum ada sertifikat penanda tangan", "dibuat saat surat pertama terbit")
    else:
        yield Line(OK, f"{seen} sertifikat lokal (tidak tersertifikasi)")


def _settings(place: Path) -> Iterator[Line]:
    from django.conf import settings
    from django.core.checks import ERROR, run_checks

    messages = run_checks()
    for message in messages:
        yield Line(WRONG if message.level >= ERROR else NOTE, f"setelan: {message.msg}", message.hint or "")
    if not messages:
        yield Line(OK, f"setelan untuk {settings.ADDRESS}" + (", kota contoh" if settings.DEMO else ""))
    if not settings.EMAIL_URL:
        yield Line(
            NOTE, f"surel ditulis ke {settings.MAIL_FOLDER}", "setel BALAIKOTA_EMAIL_URL untuk mengirim"
        )


def _django(place: Path) -> Iterator[Line]:
    import django

    django.setup()
    return
    yield


LOOKS: list[Look] = [_python, _packages, _home, _secrets, _binaries, _clock, _port, _scanner, _log_elsewhere]
DATABASE_LOOKS: list[Look] = [
    _django, _settings, _database, _migrations, _rights, _posts, _worker, _copy, _chain, _erasures, _backups,
    _certificates,
]  # fmt: skip
