"""`balaikota load_holidays`: bring the working calendar up to the data file."""

from typing import Any

from django.core.management.base import BaseCommand

from balaikota.engine.deadlines import actions


class Command(BaseCommand):
    help = "Load national holidays and cuti bersama; idempotent."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{actions.load_holidays()} hari libur ditambahkan")
