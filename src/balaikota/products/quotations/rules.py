"""Who asks, who answers, who reads an offer and when."""

from collections.abc import Iterable

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Person
from balaikota.products.quotations.models import Inquiry, State


def agencies_of(person: Person) -> set[int]:
    """The offices this person holds a post in today."""
    return {tenure.post.desk.agency_id for tenure in organisations.tenures_today(person)}


def may_ask(person: Person) -> bool:
    """Anybody who holds a post of the city."""
    return bool(agencies_of(person))


def is_of_the_office(person: Person, inquiry: Inquiry) -> bool:
    return inquiry.agency_id in agencies_of(person)


def may_read_offers(inquiry: Inquiry) -> bool:
    """Nobody before the closing time, the office neither."""
    return inquiry.is_over


def may_choose(person: Person, inquiry: Inquiry, *, owns_one: bool) -> bool:
    """The office, after the closing time; never somebody who owns one of the sellers that were asked."""
    is_due = inquiry.state == State.SENT and inquiry.is_over
    return is_due and is_of_the_office(person, inquiry) and not owns_one


def may_send(inquiry: Inquiry, invited: Iterable[object]) -> bool:
    """To two sellers at least: one price compares with nothing."""
    return inquiry.state == State.DRAFT and len(list(invited)) >= 2
