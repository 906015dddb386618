"""What rooms above add to the organiser's page of a class: a link, and what waits there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person
    from balaikota.training.classes.models import Cohort


@dataclass(frozen=True)
class Tab:
    """A page of another room about one class; `url_name` is reversed with the class's number. One `for_trainers` opens
    for whoever teaches in the class as well."""

    title: str | Promise
    url_name: str
    place: int
    for_trainers: bool = False


#: What a participant finds on the page of their class: title, address, note.
Offer = tuple[str, str, str]

_tabs: list[Tab] = []
_offers: "list[Callable[[Cohort, Person], list[Offer]]]" = []


def tab(title: str | Promise, url_name: str, place: int, *, for_trainers: bool = False) -> None:
    """Called in `apps.ready`."""
    _tabs.append(Tab(title, url_name, place, for_trainers))
    _tabs.sort(key=lambda each: each.place)


def tabs() -> list[Tab]:
    return list(_tabs)


def tabs_for_trainers() -> list[Tab]:
    return [each for each in _tabs if each.for_trainers]


def offer(of: "Callable[[Cohort, Person], list[Offer]]") -> None:
    """Called in `apps.ready`: links for somebody who is enrolled in the class."""
    _offers.append(of)


def offers(cohort: "Cohort", person: "Person") -> list[Offer]:
    return [each for of in _offers for each in of(cohort, person)]
