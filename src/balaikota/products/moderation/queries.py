"""What officers see of a product that waits for them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from balaikota.enterprises.register import queries as businesses
from balaikota.foundation.audit import queries as audit
from balaikota.kit.errors import found
from balaikota.products.listings import queries as listings
from balaikota.products.listings import rules
from balaikota.products.listings.models import Check, Product

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


@dataclass(frozen=True)
class Row:
    """A field to look at: what buyers see now, and what the seller proposes instead, if anything."""

    name: str
    label: str
    now: str
    proposed: str = ""


def check(check_id: int) -> Check:
    return found(listings.to_check().filter(pk=check_id).first())


def compared(check: Check) -> list[Row]:
    """Each touched field as buyers see it, beside what is proposed."""
    product = check.product
    asked = {name.removesuffix("_id"): value for name, value in check.proposed.items()}
    return [
        Row(
            name,
            listings.label_of(name),
            listings.value_words(product, name),
            listings.proposed_words(name, asked[name]) if name in asked else "",
        )
        for name in check.touched
    ]


def about(product: Product, viewer: "Person | None") -> dict[str, Any] | None:
    """What an officer may do from the product's own page."""
    known = viewer is not None and viewer.is_authenticated and rules.is_checker(viewer)
    if (
        not known
        or viewer is None
        or not rules.may_check(viewer, owns=businesses.owns(viewer, product.enterprise))
    ):
        return None
    return {
        "check": listings.open_check(product),
        "may_suspend": rules.may_turn(product, "suspend"),
        "may_restore": rules.may_turn(product, "restore"),
    }


def listeners(event_id: int) -> "tuple[Product | None, list[Person], list[tuple[str, str]]]":
    """The product an event tells of, who is told, and the officer's reasons."""
    event = audit.event(event_id)
    product = listings.by_key(event.about_id)
    if product is None:
        return None, [], []
    closed = product.checks.filter(pk=event.detail["check"]).first() if "check" in event.detail else None
    said = closed.reasons if closed else {"product": event.detail.get("reason", "")}
    reasons = [(listings.label_of(name), why) for name, why in said.items()]
    return product, businesses.people_of(product.enterprise), reasons
