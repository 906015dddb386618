"""`balaikota replay_erasures`: after a restore, erase again what had been erased. Part of every start."""

from typing import Any

from django.core.management import BaseCommand

from balaikota.engine.retention import actions, queries
from balaikota.kit.errors import Refusal


class Command(BaseCommand):
    help = "Erase again what the list of erasures names and a restored backup brought back."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for entry in queries.journal():
            try:
                done += actions.replay(entry)
            except Refusal as refusal:
                self.stderr.write(f"{entry['id']}: {refusal.sentence}")
        if done:
            self.stdout.write(f"Daftar penghapusan: {done} dihapus lagi sesudah pemulihan.")
