"""What rooms above say: which of their tables are registers, kept for good, and which cases they still work on."""

from collections.abc import Callable

from balaikota.engine.cases.models import Case

_kept: dict[str, tuple[str, str]] = {}
_busy: list[Callable[[Case], bool]] = []


def kept(label: str, name: str, law: str) -> None:
    """Rows of this model ("deeds.akta") stay when the case that wrote them is erased: what people call them, and why."""
    _kept[label.lower()] = (name, law)


def is_kept(label: str) -> bool:
    return label in _kept


def registers() -> dict[str, tuple[str, str]]:
    """What is kept for good: its name, and the law that says so."""
    return dict(_kept)


def still_worked_on(asks: Callable[[Case], bool]) -> None:
    """Register a room that may still need what a closed case says, such as a family card without its number."""
    _busy.append(asks)


def is_worked_on(case: Case) -> bool:
    return any(asks(case) for asks in _busy)
