"""Telling those who listen, and the clock of planned alerts."""

from balaikota.information.alerts import actions, queries
from balaikota.kit.reactions import every, on


@on("alerts.raised")
def tell_listeners(event_id: int) -> None:
    """In batches; run again it passes over those who were told."""
    alert = queries.of_event(event_id)
    after: int | None = 0
    while after is not None and alert.ended_at is None:
        after = actions.tell_some(alert, event_id, after)


@every("* * * * *")
def keep_time(timestamp: int) -> None:
    actions.keep_time()
