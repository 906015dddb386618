"""Telling a participant that a certificate was issued, replaced or revoked."""

from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import on
from balaikota.training.certificates import queries


@on("certificates.issued")
def tell_of_the_paper(event_id: int) -> None:
    _tell("issued", event_id)


@on("certificates.revoked")
def tell_that_it_fell(event_id: int) -> None:
    _tell("revoked", event_id)


def _tell(what: str, event_id: int) -> None:
    row = queries.certificate_of_event(event_id)
    notifications.send(
        row.enrolment.person, letter=f"certificates/letters/{what}.txt", event_id=event_id,
        url=row.enrolment.cohort.get_absolute_url(), row=row, cohort=row.enrolment.cohort,
    )  # fmt: skip
