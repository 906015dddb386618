"""What rooms above tell this one: which line of a year plan answers a need."""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from balaikota.training.classes.models import Cohort


@dataclass(frozen=True)
class Answer:
    """The line of a plan that answers a need, settled once that plan was approved; and its announced classes."""

    text: str
    state: str
    is_settled: bool
    classes: "list[Cohort]" = field(default_factory=list)


_answerers: list[Callable[[Collection[uuid.UUID]], dict[uuid.UUID, Answer]]] = []


def answered_by(tell: Callable[[Collection[uuid.UUID]], dict[uuid.UUID, Answer]]) -> None:
    """Called once, in `apps.ready`."""
    _answerers[:] = [tell]


def answers(needs: Collection[uuid.UUID]) -> dict[uuid.UUID, Answer]:
    """By need; nothing for a need that no plan answers."""
    return _answerers[0](needs) if _answerers and needs else {}
