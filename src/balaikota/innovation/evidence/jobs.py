"""Measuring when somebody asks, and when a review is due."""

from balaikota.foundation.audit import queries as audit
from balaikota.innovation.evidence import actions, queries
from balaikota.kit.reactions import every, on


@on("evidence.asked")
def measure(event_id: int) -> None:
    actions.measure(queries.by_id(audit.event(event_id).about_id))


@every("20 19 * * *")
def measure_due(timestamp: int) -> None:
    """At night, the locked plans whose day of review has come and that were not measured since."""
    for plan in queries.due():
        actions.measure(plan)
