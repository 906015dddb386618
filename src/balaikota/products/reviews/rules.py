"""Who may review, answer, object and hide. Who owns the shop is asked of `queries`."""

from balaikota.enterprises.register import rules as offices
from balaikota.foundation.people.models import Person
from balaikota.products.orders.models import Order, State
from balaikota.products.reviews.models import Review


def may_review(person: Person, order: Order) -> bool:
    """Whoever ordered and has received."""
    return order.buyer_id == person.pk and order.state == State.RECEIVED


def may_moderate(person: Person) -> bool:
    """Those who run programmes for businesses or record them."""
    return offices.is_manager(person) or offices.is_surveyor(person)


def may_hide(person: Person, review: Review, *, owns: bool) -> bool:
    """Nobody judges what was said of their own business, or by themselves."""
    return may_moderate(person) and not owns and review.buyer_id != person.pk
