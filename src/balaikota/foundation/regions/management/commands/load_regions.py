"""`balaikota load_regions`: bring the regions up to the data files."""

from typing import Any

from django.core.management.base import BaseCommand

from balaikota.foundation.regions import actions


class Command(BaseCommand):
    help = "Load provinces, regencies, districts and villages; idempotent."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{actions.load()} wilayah ditulis")
