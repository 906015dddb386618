"""Who records the needs of a unit, and until when."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person
from balaikota.training.needs.models import Need
from balaikota.training.servants import rules as servants

if TYPE_CHECKING:
    from balaikota.training.needs.contract import Answer


def may_record(unit: Agency, led: Collection[Agency]) -> bool:
    """Whoever leads the unit today."""
    return unit in led


def is_open(year: int, this_year: int) -> bool:
    """Needs are recorded for this year and the next; a year that has passed keeps what it has."""
    return year in (this_year, this_year + 1)


def may_change(need: Need, led: Collection[Agency], answer: "Answer | None", this_year: int) -> bool:
    """The head, until a plan that answers it was approved."""
    is_settled = answer is not None and answer.is_settled
    stands = need.withdrawn_at is None and is_open(need.year, this_year)
    return may_record(need.unit, led) and stands and not is_settled


def may_analyse(person: Person) -> bool:
    return servants.is_organiser(person)
