"""`balaikota search`: build the index anew; with words, say what they find and how they were understood."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from balaikota.foundation.search import actions, queries


class Command(BaseCommand):
    help = "Build the search index anew from everything the rooms have published; with words, try a query."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("words", nargs="*", help="a query to try instead of building")
        parser.add_argument(
            "--if-needed", action="store_true", help="only when the lexicon or the kinds changed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["words"]:
            self.attempt(" ".join(options["words"]))
        elif not (options["if_needed"] and queries.is_current()):
            counts = actions.rebuild()
            told = ", ".join(f"{number} {kind}" for kind, number in counts.items()) or "tidak ada sumber"
            self.stdout.write(f"indeks pencarian: {told}")

    def attempt(self, text: str) -> None:
        found = queries.find(text)
        self.stdout.write(f"dipahami: {' + '.join(term.tsquery for term in found.asked.terms) or '–'}")
        if found.instead:
            self.stdout.write(f"dibaca sebagai: {found.instead}")
        for group in found.groups:
            self.stdout.write(f"{group.label} ({group.total})")
            for hit in group.hits:
                self.stdout.write(f"  {hit.rating:.2f}  {hit.title}  {hit.url}")
