"""`balaikota load_economy`: take in the shipped figures that are not here yet."""

from typing import Any

from django.core.management import BaseCommand

from balaikota.economy.accounts import actions


class Command(BaseCommand):
    help = "Take in the shipped figures of the economy; releases that stand stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{actions.load()} angka ekonomi dimuat")
