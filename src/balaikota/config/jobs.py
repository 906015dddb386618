"""The clock of the machinery itself."""

from procrastinate.contrib.django import app

from balaikota.config import queue
from balaikota.config.demo import city
from balaikota.kit.reactions import every


@every("* * * * *")
def take_up_stalled_jobs(timestamp: int) -> None:
    queue.requeue_stalled()


def fill_demo_city() -> None:
    """The rest of the demo city, when `balaikota demo` ran out of patience."""
    city.fill(lambda line: None)


app.task(name=city.REST, queue="clock")(fill_demo_city)
