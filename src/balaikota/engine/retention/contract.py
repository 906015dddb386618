"""What rooms above say: which of their tables are registers, kept for good, and which cases they still work on."""

from collections.abc import Callable

from balaikota.engine.cases.models import Case

_kept: dict[str, str] = {}
_busy: list[Callable[[Case], bool]] = []


def kept(label: str, because: str) -> None:
    """Rows of this model ("deeds.akta") stay when the case that wrote them is erased; `because` names the law."""
    _kept[label.lower()] = because


def is_kept(label: str) -> bool:
    return label in _kept


def registers() -> dict[str, str]:
    """What is kept for good, and why."""
    return dict(_kept)


def still_worked_on(asks: Callable[[Case], bool]) -> None:
    """Register a room that may still need what a closed case says, such as a family card without its number."""
    _busy.append(asks)


def is_worked_on(case: Case) -> bool:
    return any(asks(case) for asks in _busy)
