"""The minute that runs out, and names that become findable."""

from django.utils import timezone

from balaikota.engine.cases import queries as cases
from balaikota.engine.work import actions, queries
from balaikota.kit.reactions import every, on


@every("* * * * *")
def finish_bulk_actions(timestamp: int) -> None:
    for id in queries.over(timezone.now()):
        actions.finish(id)


@on("cases.submitted")
def find_by_name(event_id: int) -> None:
    actions.index_names(cases.case_of(event_id).pk)


@on("cases.linked")
def find_linked_by_name(event_id: int) -> None:
    actions.index_names(cases.case_of(event_id).pk)


@on("cases.repaired")
def find_by_mended_name(event_id: int) -> None:
    actions.index_names(cases.case_of(event_id).pk)


@every("23 18 * * *")
def find_old_cases_by_name(timestamp: int) -> None:
    """At night (01:23 WIB): cases from before the index, a thousand at a time."""
    while ids := queries.unindexed(1000):
        for id in ids:
            actions.index_names(id)
