"""Reactions: what follows an event, in a job of its own, after the event has been committed.

`audit.record` writes the event and calls `defer`; the job rows lie in the same PostgreSQL and commit or
roll back together with it. Who reacts? `grep -rn '@on("cases.decided")'`.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

# A reaction is tried again after 2, 4, 8 … seconds; after ten tries (about half an hour) it stays failed and visible.
PATIENCE = RetryStrategy(max_attempts=10, exponential_wait=2)

_reactions: dict[str, list[Any]] = defaultdict(list)

Reaction = Callable[[int], None]


def on(event: str) -> Callable[[Reaction], Reaction]:
    """Run the decorated function once per event of this name, with the event's id. It may run twice."""

    def register(reaction: Reaction) -> Reaction:
        name = f"{reaction.__module__}.{reaction.__name__}"
        _reactions[event].append(app.task(name=name, queue="reactions", retry=PATIENCE)(reaction))
        return reaction

    return register


def defer(event: str, event_id: int) -> None:
    """Queue every reaction to this event. Call inside the transaction that writes the event."""
    waiting = [task.configure() for task in _reactions[event]]
    if waiting:  # one statement for all of them
        waiting[0].job_manager.batch_defer_jobs([each.make_new_job(event_id=event_id) for each in waiting])


def every(cron: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run the decorated function by the clock (a cron line, in UTC); it is given the planned Unix time."""

    def register(job: Callable[..., None]) -> Callable[..., None]:
        name = f"{job.__module__}.{job.__name__}"
        task = app.task(name=name, queue="clock", queueing_lock=name, pass_context=False)(job)
        app.periodic(cron=cron)(task)
        return job

    return register
