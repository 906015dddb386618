"""`balaikota services [list|check|load]`: the city's service files."""

import argparse
import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError

from balaikota.engine.catalogue import actions, queries

UNFINISHED = Path(__file__).resolve().parents[6] / "docs" / "unfinished.md"
_EXCUSED = re.compile(r"`([a-z0-9-]+/(?:[\w-]+|\*))`")


class Command(BaseCommand):
    help = "load (default): publish what changed; check: walk the examples; list: what is in force."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", default="load", choices=["list", "check", "load"])
        parser.add_argument("files", nargs="*", type=Path, help="check these files instead of the house's")
        parser.add_argument(
            "--unfinished", type=Path, default=UNFINISHED, help="where missing rules are excused"
        )
        parser.formatter_class = argparse.ArgumentDefaultsHelpFormatter

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "check":
            self.examine(options["files"], options["unfinished"])
        else:
            {"load": self.load, "list": self.show}[options["what"]](options["files"])

    def load(self, files: list[Path]) -> None:
        faults: list[str] = []
        editions = actions.load_services(skip_faults=faults)
        for edition in editions:
            self.stdout.write(f"{edition.service.slug}: edisi {edition.number}")
        if faults:
            raise CommandError("\n".join(faults))

    def examine(self, files: list[Path], unfinished: Path) -> None:
        """One row per service: its examples, and which of the rules it must have some example hears."""
        excused = (
            set(_EXCUSED.findall(unfinished.read_text(encoding="utf-8"))) if unfinished.exists() else set()
        )
        known = queries.known_rules()
        faults, missing, rows = [], [], []
        for file in files or queries.service_files():
            walked = self.walked(file)
            slug = walked.definition.code if walked.definition else file.stem
            wanted = known.pop(slug, [])
            faults += [f"{file.name}: {fault}" for fault in walked.faults]
            missing += [f"{slug}/{one}" for one in wanted if one not in walked.spoken]
            rows.append(_row(slug, wanted, walked))
        absent = {} if files else known
        missing += [f"{slug}/{one}" for slug, listed in absent.items() for one in listed]
        self.table(rows)
        unexcused = [one for one in missing if not {one, f"{one.partition('/')[0]}/*"} & excused]
        for one in missing:
            self.stdout.write(
                f"belum: {one}{'' if one in unexcused else ' (alasannya di docs/unfinished.md)'}"
            )
        passed, failed, heard, listed = (sum(int(row[at]) for row in rows) for at in (1, 2, 3, 4))
        self.stdout.write(
            f"{len(rows)} layanan, {len(absent)} belum ada; contoh: {passed} lulus, {failed} gagal; aturan: {heard} "
            f"dari {listed + sum(map(len, absent.values()))} tercakup, {len(unexcused)} belum dan tanpa alasan"
        )
        if faults or unexcused:
            raise CommandError(
                "\n".join([*faults, *([f"{len(unexcused)} aturan belum tercakup"] if unexcused else [])])
            )

    @staticmethod
    def walked(file: Path) -> queries.Examined:
        """Some rules look into the city's registers, so the examples need a city, if an empty one."""
        try:
            return queries.examined_file(file)
        except ProgrammingError:
            raise CommandError(
                "Basis data kota ini belum disiapkan. Jalankan dahulu: balaikota start"
            ) from None

    def table(self, rows: list[tuple[str, int, int, int, int, str]]) -> None:
        wide = max([len(row[0]) for row in rows] + [len("layanan")])
        self.stdout.write(f"{'layanan':<{wide}}  lulus  gagal  aturan  tak pernah diam")
        for slug, passed, failed, heard, wanted, loud in rows:
            self.stdout.write(f"{slug:<{wide}}  {passed:>5}  {failed:>5}  {f'{heard}/{wanted}':>6}  {loud}")

    def show(self, files: list[Path]) -> None:
        for service in queries.all_services():
            edition = queries.newest_edition(service)
            state = "dibuka" if service.is_open else f"ditutup ({service.closed_reason})"
            if edition:
                day = f"{edition.published_at:%Y-%m-%d}"
                self.stdout.write(f"{service.slug}: edisi {edition.number} sejak {day}, {state}")


def _row(slug: str, wanted: list[str], walked: queries.Examined) -> tuple[str, int, int, int, int, str]:
    heard = [one for one in wanted if one in walked.spoken]
    loud = ", ".join(sorted(walked.spoken - walked.silent)) or "–"
    return slug, walked.passed, walked.failed, len(heard), len(wanted), loud
