"""Sellers are told what officers decided."""

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import on
from balaikota.products.listings.models import State
from balaikota.products.moderation import queries


def _tell(event_id: int, letter: str) -> None:
    product, people, reasons = queries.listeners(event_id)
    for person in people if product is not None else []:
        url = f"/katalog/toko/{product.enterprise.number}/produk/" if product else ""
        said = {"product": product, "reasons": reasons}
        notifications.send(person, letter=letter, event_id=event_id, url=url, **said)


@on("listings.checked")
def tell_what_to_mend(event_id: int) -> None:
    """Who is found right is told nothing: nothing changed for them."""
    if not audit.event(event_id).detail["is_right"]:
        _tell(event_id, "moderation/letters/mend.txt")


@on("listings.withdrawn")
def tell_that_it_was_suspended(event_id: int) -> None:
    if audit.event(event_id).detail["why"] == State.SUSPENDED:
        _tell(event_id, "moderation/letters/suspended.txt")


@on("listings.restored")
def tell_that_it_may_return(event_id: int) -> None:
    _tell(event_id, "moderation/letters/restored.txt")
