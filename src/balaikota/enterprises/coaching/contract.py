"""What other rooms tell of a business they had in a class or clinic. Being there is told, and proves no stage."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from balaikota.enterprises.register.models import Enterprise


@dataclass(frozen=True)
class Attended:
    """Somebody was there for the business; `who` is empty when nobody wrote down which person came."""

    on: date
    title: str
    url: str
    who: str = ""
    note: str = ""


_tellers: "list[Callable[[Enterprise], list[Attended]]]" = []


def attended(of: "Callable[[Enterprise], list[Attended]]") -> None:
    """Called in `apps.ready`. A few queries, whatever the number of lines."""
    _tellers.append(of)


def attended_by(enterprise: "Enterprise") -> list[Attended]:
    """From every room, the newest first."""
    return sorted(
        (each for of in _tellers for each in of(enterprise)), key=lambda each: each.on, reverse=True
    )
