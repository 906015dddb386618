"""Telling the seller of a review, its writer when it is hidden, and everybody on the product's page."""

from balaikota.enterprises.register import queries as businesses
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import on
from balaikota.products.display import actions as display
from balaikota.products.reviews import queries
from balaikota.products.reviews.models import Review


@on("reviews.reviewed")
def tell_the_seller(event_id: int) -> None:
    row = _told_on_its_page(event_id)
    url = f"/katalog/toko/{row.enterprise.number}/ulasan/"
    for person in businesses.people_of(row.enterprise):
        notifications.send(
            person, letter="reviews/letters/reviewed.txt", event_id=event_id, url=url, review=row
        )


@on("reviews.hidden")
def tell_the_writer(event_id: int) -> None:
    row = _told_on_its_page(event_id)
    url = row.line.order.get_absolute_url()
    notifications.send(row.buyer, letter="reviews/letters/hidden.txt", event_id=event_id, url=url, review=row)


@on("reviews.answered")
def show_the_answer(event_id: int) -> None:
    _told_on_its_page(event_id)


def _told_on_its_page(event_id: int) -> Review:
    """The review; its product's page is drawn anew."""
    row = queries.of_event(event_id)
    if row.product is not None:
        display.forget(row.product.pk)
    return row
