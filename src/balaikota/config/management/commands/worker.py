"""`balaikota worker`: runs jobs. Before that it takes up again what a worker that died had in hand."""

from typing import Any

from django.core.management import BaseCommand, call_command

from balaikota.config import postgres, queue
from balaikota.config.processes import give_way
from balaikota.kit import tracing


class Command(BaseCommand):
    help = "Run the jobs of the city."

    def handle(self, *args: Any, **options: Any) -> None:
        give_way()
        tracing.start()
        # The embedded database has exactly one worker, ours: whatever is still "doing" has lost its worker.
        queue.requeue_stalled(after_seconds=0 if postgres.is_embedded() else queue.PATIENCE)
        call_command("procrastinate", "worker", "--concurrency=4", "--shutdown-graceful-timeout=3",
                     "--fetch-job-polling-interval=2")  # fmt: skip
