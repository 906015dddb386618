"""`balaikota worker`: runs jobs. Before that it takes up again what a worker that died had in hand."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, call_command

from balaikota.config import postgres, queue

POLITE = 19


def _give_way() -> None:
    """Who waits for a page comes before what may take a minute.

    Linux weighs sessions against each other first (autogroup, sched(7)), and this is a session of its own: its
    niceness counts inside it only, unless the session's own is set too.
    """
    os.nice(POLITE)
    session = Path("/proc/self/autogroup")
    if session.exists():
        with suppress(OSError):  # too often within a moment: EAGAIN
            session.write_text(str(POLITE))


class Command(BaseCommand):
    help = "Run the jobs of the city."

    def handle(self, *args: Any, **options: Any) -> None:
        _give_way()
        # The embedded database has exactly one worker, ours: whatever is still "doing" has lost its worker.
        queue.requeue_stalled(after_seconds=0 if postgres.is_embedded() else queue.PATIENCE)
        call_command("procrastinate", "worker", "--concurrency=4", "--shutdown-graceful-timeout=3",
                     "--fetch-job-polling-interval=2")  # fmt: skip
