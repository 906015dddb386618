"""The clock of the machinery itself."""

from balaikota.config import queue
from balaikota.kit.reactions import every


@every("* * * * *")
def take_up_stalled_jobs(timestamp: int) -> None:
    queue.requeue_stalled()
