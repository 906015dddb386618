"""`balaikota cards`: render every card of the e-Katalog anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from balaikota.products.display import actions, queries


class Command(BaseCommand):
    help = "Render the cards of every published product anew, and count them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="only when the lexicon has changed")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["if_needed"] and queries.is_current()):
            self.stdout.write(f"kartu produk: {actions.rebuild()}")
