"""`balaikota demo`: fills the demo city. Safe to repeat: what stands already stays."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from balaikota.config.demo import city

PATIENCE = 15.0  # seconds: on a slow machine too the first page is there within two minutes


class Command(BaseCommand):
    help = "Fill the demo city: offices, people, households and applications, all marked as sample data."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--all", action="store_true", help="fill everything now instead of leaving a rest"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Kota contoh dimatikan (BALAIKOTA_DEMO=0): tidak ada yang diisi.")
        if not city.fill(self.stdout.write, seconds=None if options["all"] else PATIENCE):
            city.fill_rest_later()
            self.stdout.write("  sisanya diisi pekerja sesudah balai kota buka")
