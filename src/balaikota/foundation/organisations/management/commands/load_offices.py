"""`balaikota load_offices`: open the offices, desks and posts of `data/offices.toml` and of the regions."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from balaikota.foundation.organisations import actions
from balaikota.kit.errors import Refusal


class Command(BaseCommand):
    help = "Open the offices, desks and posts of the city; what stands already stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(f"{actions.load_offices()} kantor, meja, dan jabatan dibuka")
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
