"""`balaikota load_topics`: add the topics of `data/topics.toml` that are missing."""

from typing import Any

from django.core.management import BaseCommand

from balaikota.complaints.topics import actions


class Command(BaseCommand):
    help = "Add the topics people complain about; those that stand stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{actions.load_topics()} topik pengaduan ditambahkan")
