"""A number on the mayor's page: what it counts, by what words, from where, and which businesses are behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.functional import Promise

if TYPE_CHECKING:
    from balaikota.enterprises.register.models import Enterprise


@dataclass(frozen=True)
class Measure:
    """`rows()` are the businesses it is made of; with `is_sum` each has an `amount`, else each counts as one."""

    code: str
    group: str
    name: str | Promise
    definition: str | Promise
    unit: str | Promise
    rows: "Callable[[], QuerySet[Enterprise]]"
    is_sum: bool = False
