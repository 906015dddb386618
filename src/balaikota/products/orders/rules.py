"""Which turn of an order may follow which, and whose it is. Who owns the shop is asked of `queries`."""

from balaikota.foundation.people.models import Person
from balaikota.products.orders.models import Order, State

ENDS = (State.RECEIVED, State.DECLINED, State.CANCELLED, State.LAPSED)
#: What may follow each state.
NEXT: dict[str, tuple[State, ...]] = {
    State.PLACED: (State.ACCEPTED, State.DECLINED, State.CANCELLED, State.LAPSED),
    State.ACCEPTED: (State.READY, State.HANDED_OVER, State.CANCELLED),
    State.READY: (State.HANDED_OVER, State.CANCELLED),
    State.HANDED_OVER: (State.RECEIVED,),
}


def may_follow(order: Order, state: State) -> bool:
    return state in NEXT.get(order.state, ())


def may_cancel(person: Person, order: Order, *, sells: bool) -> bool:
    """The buyer until the goods are ready; the seller once it was accepted, since before that it is declined."""
    as_buyer = person.pk == order.buyer_id and order.state in (State.PLACED, State.ACCEPTED)
    return as_buyer or (sells and order.state in (State.ACCEPTED, State.READY))


def may_receive(person: Person, order: Order) -> bool:
    return person.pk == order.buyer_id and order.state == State.HANDED_OVER


def is_paid_by_qris(order: Order) -> bool:
    """The seller's QRIS picture is shown from the seller's yes on, until the order is over."""
    return order.state in (State.ACCEPTED, State.READY, State.HANDED_OVER)
