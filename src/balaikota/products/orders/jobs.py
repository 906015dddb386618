"""Telling buyer and seller of each turn, and what the clock settles when one of them says nothing."""

from django.utils import timezone

from balaikota.enterprises.register import queries as businesses
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import every, on
from balaikota.products.display import actions as display
from balaikota.products.orders import actions, methods, queries


@on("orders.placed")
def tell_the_seller(event_id: int) -> None:
    _tell_sellers("placed", event_id)


@on("orders.accepted")
def tell_that_it_is_accepted(event_id: int) -> None:
    _tell_buyer("accepted", event_id)


@on("orders.declined")
def tell_that_it_is_declined(event_id: int) -> None:
    _tell_buyer("declined", event_id)


@on("orders.ready")
def tell_that_it_is_ready(event_id: int) -> None:
    _tell_buyer("ready", event_id)


@on("orders.handed_over")
def tell_that_it_is_on_its_way(event_id: int) -> None:
    _tell_buyer("handed_over", event_id)


@on("orders.received")
def tell_the_seller_that_it_is_received(event_id: int) -> None:
    _tell_sellers("received", event_id)


@on("orders.cancelled")
def tell_both_that_it_is_cancelled(event_id: int) -> None:
    _tell_buyer("cancelled", event_id)
    _tell_sellers("cancelled", event_id)


@on("orders.lapsed")
def tell_both_that_it_lapsed(event_id: int) -> None:
    _tell_buyer("lapsed", event_id)
    _tell_sellers("lapsed", event_id)


@on("orders.arranged")
def tell_whether_orders_are_taken(event_id: int) -> None:
    """On the pages of the seller's products."""
    display.forget_all_of(queries.shop_of_event(event_id).enterprise_id)


def _tell_buyer(what: str, event_id: int) -> None:
    order = queries.of_event(event_id)
    if what in ("accepted", "declined"):  # how soon this seller answers is told on each page
        display.forget_all_of(order.enterprise_id)
    notifications.send(
        order.buyer,
        letter=f"orders/letters/{what}.txt",
        event_id=event_id,
        url=order.get_absolute_url(),
        order=order,
    )


def _tell_sellers(what: str, event_id: int) -> None:
    order = queries.of_event(event_id)
    for person in businesses.people_of(order.enterprise):
        notifications.send(
            person,
            letter=f"orders/letters/{what}.txt",
            event_id=event_id,
            url=order.get_absolute_url(),
            order=order,
        )


@every("20 * * * *")
def settle_what_nobody_said(timestamp: int) -> None:
    """Hourly: orders nobody answered lapse; goods nobody missed are taken as received."""
    now = timezone.now()
    for order in queries.unanswered(now):
        actions.lapse(order)
    for order in queries.not_confirmed(now):
        actions.take_as_received(order)


@every("51 18 * * *")  # 01.51 WIB
def erase_contacts(timestamp: int) -> None:
    actions.erase_contacts(timezone.now() - methods.CONTACTS_KEPT)
