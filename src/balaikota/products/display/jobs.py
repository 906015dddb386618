"""What changes a card, and the clock."""

import uuid

from django.utils import timezone

from balaikota.foundation.audit import queries as audit
from balaikota.kit.reactions import every, on
from balaikota.products.display import actions, queries


def _write(event_id: int) -> None:
    actions.write(audit.event(event_id).about_id)


def _draw(event_id: int) -> None:
    product_id = audit.event(event_id).about_id
    actions.write(product_id)
    actions.draw(product_id)


@on("listings.published")
def show(event_id: int) -> None:
    _draw(event_id)


@on("listings.changed")
def show_as_changed(event_id: int) -> None:
    _draw(event_id)


@on("listings.withdrawn")
def show_no_more(event_id: int) -> None:
    _write(event_id)


@on("listings.restored")
def show_again(event_id: int) -> None:
    _write(event_id)


@on("listings.tied")
def draw_its_page_anew(event_id: int) -> None:
    actions.forget(audit.event(event_id).about_id)


@on("permits.told")
def draw_the_sellers_pages_anew(event_id: int) -> None:
    """A permit that nobody has checked yet is on the page, not on the card."""
    for seller_id in queries.sellers_with(int(audit.event(event_id).about_id)):
        actions.forget_all_of(seller_id)


@on("permits.decided")
def draw_the_pages_of_the_ware_anew(event_id: int) -> None:
    for seller_id in queries.sellers_judged(int(audit.event(event_id).about_id)):
        actions.forget_all_of(seller_id)


@on("register.checked")
def tell_that_the_seller_was_seen(event_id: int) -> None:
    actions.forget_all_of(uuid.UUID(audit.event(event_id).about_id))


@on("register.classified")
def draw_anew_what_was_classified(event_id: int) -> None:
    actions.forget_all_of(uuid.UUID(audit.event(event_id).about_id))


@on("permits.checked")
def show_the_permit(event_id: int) -> None:
    """A permit of the business or of one of its wares was seen by an officer."""
    for seller_id in queries.sellers_with(int(audit.event(event_id).about_id)):
        actions.write_all_of(seller_id)


def _write_all_of(event_id: int) -> None:
    actions.write_all_of(uuid.UUID(audit.event(event_id).about_id))


@on("register.mended")
def show_the_seller(event_id: int) -> None:
    """It was renamed, moved, paused or closed."""
    _write_all_of(event_id)


@on("register.joined")
def show_the_kept_one(event_id: int) -> None:
    _write_all_of(event_id)
    for seller_id in queries.sellers_numbered(audit.event(event_id).detail["gone"]):
        actions.write_all_of(seller_id)


@on("register.parted")
def show_both_again(event_id: int) -> None:
    show_the_kept_one(event_id)


@every("*/5 * * * *")
def recount(timestamp: int) -> None:
    actions.recount_if_changed()


@every("12 17 * * *")  # 00:12 WIB
def take_ended_permits_off(timestamp: int) -> None:
    actions.write_what_ends(timezone.localdate())
