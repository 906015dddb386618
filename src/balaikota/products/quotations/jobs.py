"""Telling sellers that they are asked, and how it ended."""

from balaikota.enterprises.register import queries as businesses
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import on
from balaikota.products.quotations import queries


@on("quotations.sent")
def tell_who_is_asked(event_id: int) -> None:
    _tell_sellers("sent", event_id)


@on("quotations.chosen")
def tell_the_outcome(event_id: int) -> None:
    _tell_sellers("chosen", event_id)


@on("quotations.called_off")
def tell_that_it_is_off(event_id: int) -> None:
    if queries.of_event(event_id).sent_at is not None:
        _tell_sellers("called_off", event_id)


def _tell_sellers(what: str, event_id: int) -> None:
    inquiry = queries.of_event(event_id)
    for row in queries.invitations(inquiry):
        is_taken = inquiry.chosen is not None and inquiry.chosen.invitation_id == row.pk
        for person in businesses.people_of(row.enterprise):
            notifications.send(
                person, letter=f"quotations/letters/{what}.txt", event_id=event_id,
                url=f"/katalog/toko/{row.enterprise.number}/penawaran/{inquiry.number}/",
                inquiry=inquiry, enterprise=row.enterprise, is_taken=is_taken,
            )  # fmt: skip
