"""`balaikota services [list|check|load]`: the city's service files."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from balaikota.engine.catalogue import actions, queries


class Command(BaseCommand):
    help = "load (default): publish what changed; check: walk the examples; list: what is in force."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", default="load", choices=["list", "check", "load"])
        parser.add_argument("files", nargs="*", type=Path, help="check these files instead of the house's")
        parser.formatter_class = argparse.ArgumentDefaultsHelpFormatter

    def handle(self, *args: Any, **options: Any) -> None:
        {"load": self.load, "check": self.examine, "list": self.show}[options["what"]](options["files"])

    def load(self, files: list[Path]) -> None:
        faults: list[str] = []
        editions = actions.load_services(skip_faults=faults)
        for edition in editions:
            self.stdout.write(f"{edition.service.slug}: edisi {edition.number}")
        if faults:
            raise CommandError("\n".join(faults))

    def examine(self, files: list[Path]) -> None:
        faults = []
        for file in files or queries.service_files():
            found = queries.faults_of(queries.service_text(file))
            faults += [f"{file.name}: {fault}" for fault in found]
            self.stdout.write(f"{file.name}: {'ada yang salah' if found else 'baik'}")
        if faults:
            raise CommandError("\n".join(faults))

    def show(self, files: list[Path]) -> None:
        for service in queries.all_services():
            edition = queries.newest_edition(service)
            state = "dibuka" if service.is_open else f"ditutup ({service.closed_reason})"
            if edition:
                day = f"{edition.published_at:%Y-%m-%d}"
                self.stdout.write(f"{service.slug}: edisi {edition.number} sejak {day}, {state}")
