"""Reactions: what follows an event, in a job, after the event has been committed.

`audit.record` writes the event and calls `defer`; the job row lies in the same PostgreSQL and commits or
rolls back together with it. Who reacts? `grep -rn '@on("cases.decided")'`.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

import structlog
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.worker import Worker

from balaikota.kit import watching

# A reaction is tried again after 2, 4, 8 … seconds; after ten tries (about half an hour) it stays failed and visible.
PATIENCE = RetryStrategy(max_attempts=10, exponential_wait=2)
LONGEST_WAIT = 2**11  # seconds: no next try is planned farther ahead

log = structlog.get_logger()
_reactions: dict[str, list[Any]] = defaultdict(list)
_origin: list[Callable[[int], str]] = []

Reaction = Callable[[int], None]


def on(event: str, *, urgent: bool = False) -> Callable[[Reaction], Reaction]:
    """Run the decorated function once per event of this name, with the event's id. It may run twice.

    What is `urgent` comes before all that waits: a paper is made before anybody is told of another.
    """

    def register(reaction: Reaction) -> Reaction:
        name = f"{reaction.__module__}.{reaction.__name__}"

        @wraps(reaction)
        def traced(event_id: int) -> None:
            with watching.bearing(**_traces(event_id)):
                reaction(event_id)

        task = app.task(name=name, queue="reactions", retry=PATIENCE, priority=int(urgent))
        _reactions[event].append(task(traced))
        return reaction

    return register


def trace_with(origin: Callable[[int], str]) -> None:
    """Called once by the audit room: `origin(event_id)` is the id of the request that made this event."""
    _origin[:] = [origin]


@lru_cache(maxsize=64)
def _traces(event_id: int) -> dict[str, Any]:
    """What each line of a job's log bears, and each event it makes in its turn: the request it all began with.

    That of an event never changes, and several reactions ask one after the other.
    """
    return {"event_id": event_id, "request_id": _origin[0](event_id) if _origin else ""}


def defer(event: str, event_id: int) -> None:
    """Queue what follows this event, in one job. Call inside the transaction that writes the event."""
    if len(_reactions[event]) == 1:
        _reactions[event][0].defer(event_id=event_id)
    elif _reactions[event]:
        priority = max(task.priority for task in _reactions[event])
        _all.configure(priority=priority).defer(event=event, event_id=event_id)


def react(event: str, event_id: int) -> None:
    """Every reaction to one event; one that fails is tried again alone, in a job of its own, and stops no other."""
    for task in _reactions[event]:
        try:
            with watching.job(task.name, _traces(event_id)["request_id"]):
                task(event_id=event_id)
        except Exception as error:
            said = {"reaction": task.name, "event_id": event_id, "error": type(error).__name__}
            log.warning("reaction failed; it is tried again alone", **said)
            task.defer(event_id=event_id)


def watched(work: Callable[[], Any], context: JobContext, worker: Worker) -> Any:
    """Around every job (`PROCRASTINATE_WORKER_DEFAULTS`); of one that is several reactions each is counted by itself."""
    event_id = context.job.task_kwargs.get("event_id")
    told = _traces(event_id) if isinstance(event_id, int) else {"request_id": ""}
    with watching.bearing(**told):
        if context.job.task_name == _all.name:
            return work()
        with watching.job(context.job.task_name, told["request_id"]):
            return work()


_all: Any = app.task(name=f"{__name__}.react", queue="reactions", retry=PATIENCE)(react)


def every(cron: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run the decorated function by the clock (a cron line, in UTC); it is given the planned Unix time."""

    def register(job: Callable[..., None]) -> Callable[..., None]:
        name = f"{job.__module__}.{job.__name__}"
        task = app.task(name=name, queue="clock", queueing_lock=name, pass_context=False)(job)
        app.periodic(cron=cron)(task)
        return job

    return register
