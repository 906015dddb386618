"""Telling the seller of a review, and its writer when it is hidden."""

from balaikota.enterprises.register import queries as businesses
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import on
from balaikota.products.reviews import queries


@on("reviews.reviewed")
def tell_the_seller(event_id: int) -> None:
    row = queries.of_event(event_id)
    url = f"/katalog/toko/{row.enterprise.number}/ulasan/"
    for person in businesses.people_of(row.enterprise):
        notifications.send(
            person, letter="reviews/letters/reviewed.txt", event_id=event_id, url=url, review=row
        )


@on("reviews.hidden")
def tell_the_writer(event_id: int) -> None:
    row = queries.of_event(event_id)
    url = row.line.order.get_absolute_url()
    notifications.send(row.buyer, letter="reviews/letters/hidden.txt", event_id=event_id, url=url, review=row)
