"""The `balaikota` command: a small front; what it does not know is a Django command."""

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

# Django commands that need the database; the embedded server is started for them when it is not running.
WITHOUT_DATABASE = {
    *("makemigrations", "makemessages", "compilemessages", "help", "check", "collectstatic"),
    *("links", "worker", "prepare"),  # the supervisor's children
}

HELP = """Balaikota – balai kota digital.

  balaikota start [--host 127.0.0.1] [--port 8000]   jalankan basis data, web, dan pekerja
  balaikota be WHO            tautan masuk sebagai salah satu tokoh kota contoh
  balaikota doctor            periksa semuanya; satu baris per hal, dengan obatnya
  balaikota demo              isi kota contoh
  balaikota appoint --post KODE --name "…" --email …   angkat pejabat, yang pertama dari baris perintah
  balaikota sign_out --who … --because "…"   keluarkan seseorang dari semua perangkat (--all: semua orang)
  balaikota services          muat layanan dari berkas services/*.toml
  balaikota search [KATA …]   bangun indeks pencarian dari awal; dengan kata: coba carikan
  balaikota backup BERKAS     cadangan tersandi (kata sandi: BALAIKOTA_BACKUP_PASSPHRASE)
  balaikota restore BERKAS    pulihkan cadangan ke rumah yang kosong
  balaikota restore --until "2026-11-29 14:30" [FOLDER]   kota seperti saat itu (WIB), dari cadangan terus-menerus
  balaikota drill [FOLDER]    latihan pemulihan di samping kota yang berjalan; hasilnya dicatat
  balaikota replay_erasures   hapus lagi yang dihapus sesudah cadangan dibuat (erasures/list.jsonl)
  balaikota reseal            segel ulang semuanya dengan kunci data yang baru
  balaikota audit verify      periksa rantai catatan kejadian
  balaikota audit publish     tanda tangani dan umumkan kepala rantai
  balaikota migrate, shell …  perintah Django lainnya (balaikota help)
"""


def main() -> None:
    """Run one command; exits with its status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balaikota.config.settings")
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("-h", "--help"):
        print(HELP, end="")
        return
    own = OWN.get(arguments[0])
    sys.exit(own(arguments[1:]) if own else _django(arguments))


def _start(arguments: list[str]) -> int:
    from balaikota.config import supervisor

    parser = argparse.ArgumentParser("balaikota start")
    parser.add_argument("--host", default=os.environ.get("BALAIKOTA_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("BALAIKOTA_PORT", "8000")))
    asked = parser.parse_args(arguments)
    return supervisor.start(asked.host, asked.port)


def _django(arguments: list[str], *, needs_database: bool = False) -> int:
    from balaikota.config import home, postgres

    if arguments[0] == "migrate":
        os.environ["BALAIKOTA_AS_OWNER"] = "1"
    needs_database |= arguments[0] not in WITHOUT_DATABASE and not {"-h", "--help"} & set(arguments)
    with postgres.running(home.folder()) if needs_database else nullcontext():
        from django.core.management import execute_from_command_line
        from django.db import OperationalError

        try:
            execute_from_command_line(["balaikota", *arguments])
        except OperationalError as fault:
            raise SystemExit(f"Basis data: {fault}. Periksa: balaikota doctor") from None
    return 0


def _backup(arguments: list[str]) -> int:
    from balaikota.config import backup

    parser = argparse.ArgumentParser("balaikota backup")
    parser.add_argument("target", type=Path)
    backup.backup(parser.parse_args(arguments).target)
    return 0


def _restore(arguments: list[str]) -> int:
    from balaikota.config import backup, continuous, rewind

    parser = argparse.ArgumentParser("balaikota restore")
    parser.add_argument("source", type=Path, nargs="?", default=continuous.folder())
    parser.add_argument("--until", type=str, help='"2026-11-29 14:30", WIB')
    asked = parser.parse_args(arguments)
    if asked.source is None:
        raise SystemExit("Sebutkan berkas atau folder cadangan, atau setel BALAIKOTA_BACKUPS.")
    if asked.source.is_dir():
        rewind.restore(asked.source, rewind.read_moment(asked.until) if asked.until else None)
    elif asked.until:
        raise SystemExit(f"--until memerlukan folder cadangan terus-menerus; {asked.source} bukan folder.")
    else:
        backup.restore(asked.source)
    return 0


def _drill(arguments: list[str]) -> int:
    from balaikota.config import continuous, drill

    parser = argparse.ArgumentParser("balaikota drill")
    parser.add_argument("folder", type=Path, nargs="?", default=continuous.folder())
    return drill.run(parser.parse_args(arguments).folder)


def _be(arguments: list[str]) -> int:
    return _django(["links", *(arguments or ["sari"])], needs_database=True)


def _doctor(arguments: list[str]) -> int:
    from balaikota.config import doctor

    return doctor.run()


OWN: dict[str, Callable[[list[str]], int]] = {
    "start": _start,
    "backup": _backup,
    "restore": _restore,
    "drill": _drill,
    "be": _be,
    "doctor": _doctor,
}


if __name__ == "__main__":
    main()
