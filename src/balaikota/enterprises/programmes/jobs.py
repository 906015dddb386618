"""Applicants are told where they stand; cohorts that closed are selected."""

from balaikota.enterprises.programmes import actions, queries
from balaikota.enterprises.register import queries as register
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import every, on


def _tell(event_id: int) -> None:
    row = queries.application_of(event_id)
    if row is not None:
        for person in register.people_of(row.enterprise):
            notifications.send(
                person, letter="programmes/letters/placed.txt", event_id=event_id,
                url=row.cohort.get_absolute_url(), application=row, cohort=row.cohort,
            )  # fmt: skip


@on("programmes.placed")
def tell_where_one_stands(event_id: int) -> None:
    _tell(event_id)


@on("programmes.moved_up")
def tell_a_place_came_free(event_id: int) -> None:
    _tell(event_id)


@on("programmes.left")
def tell_it_ended(event_id: int) -> None:
    _tell(event_id)


@every("40 0 * * *")
def select_what_closed(timestamp: int) -> None:
    """Every morning (07.40 WIB): cohorts whose last day to apply was yesterday or before."""
    for cohort in queries.to_select():
        actions.select(cohort, by=None)
