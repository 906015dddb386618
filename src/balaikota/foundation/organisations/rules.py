"""Yes or no about posts. Whoever asks brings the tenures: a rule does not look anything up."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from balaikota.foundation.organisations.models import Agency, Duty, Post, Tenure

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


def is_held_on(tenure: Tenure, day: date) -> bool:
    """A tenure counts from its first day through its last; the day after, its rights are gone."""
    return tenure.from_on <= day and (tenure.until_on is None or day <= tenure.until_on)


def may_end(tenure: Tenure, today: date) -> bool:
    """What is over is not ended again."""
    return tenure.until_on is None or tenure.until_on >= today


def may_manage(held: Iterable[Tenure], agency: Agency | None) -> bool:
    """Posts are arranged by whoever operates the system, or, in their own agency, by its head."""
    return any(
        Duty.OPERATE in tenure.post.duties
        or (
            agency is not None and Duty.HEAD in tenure.post.duties and tenure.post.desk.agency_id == agency.pk
        )
        for tenure in held
    )


def may_appoint(by: "Person", held: Iterable[Tenure], person: "Person", post: Post) -> bool:
    """Nobody appoints themselves."""
    return by != person and may_manage(held, post.desk.agency)
