"""`balaikota load_numbers`: the emergency numbers a city opens with."""

from typing import Any

from django.core.management.base import BaseCommand

from balaikota.information.alerts import actions


class Command(BaseCommand):
    help = "Add the emergency numbers of the data file that the city never had; idempotent."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{actions.load_numbers()} nomor darurat ditambahkan")
