"""What rooms above tell this one: who works for the city, and how a short message reaches a phone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uuid import UUID

    from balaikota.foundation.people.models import Person

_staff_checks: "list[Callable[[Person], bool]]" = []
_keeper_checks: "list[Callable[[Person], bool]]" = []
_sections: "dict[str, Callable[[Person], dict[str, Any]]]" = {}
_other_records: "list[Callable[[Person], list[UUID]]]" = []
_messengers: "list[Callable[[str, str], None]]" = []


def register_staff_check(check: "Callable[[Person], bool]") -> None:
    """Called once by the room that knows posts."""
    _staff_checks[:] = [check]


def is_staff(person: "Person") -> bool:
    """Does this person hold a post today? Nobody does while no room has said how to know."""
    return bool(_staff_checks) and _staff_checks[0](person)


def register_keeper_check(check: "Callable[[Person], bool]") -> None:
    """Called once by the room that knows posts."""
    _keeper_checks[:] = [check]


def keeps_registers(person: "Person") -> bool:
    """May this person look up residents and keep their records today? Nobody may while no room has said how to know."""
    return bool(_keeper_checks) and _keeper_checks[0](person)


def register_messenger(send: "Callable[[str, str], None]") -> None:
    """Called once by a room with an SMS or WhatsApp gateway: `send(phone, text)` queues one short message."""
    _messengers[:] = [send]


def messenger() -> "Callable[[str, str], None] | None":
    """The way to send a short message, if this city has one."""
    return _messengers[0] if _messengers else None


def register_other_records(of: "Callable[[Person], list[UUID]]") -> None:
    """Called once by the room that makes two records of one person one: which records point to this one."""
    _other_records[:] = [of]


def other_records(person: "Person") -> "list[UUID]":
    """Records that were found to be this person too; none while no room has said how to know."""
    return _other_records[0](person) if _other_records else []


@dataclass(frozen=True)
class Section:
    """A part of a person's page that another room fills: its template, which is given `rows` and `person`."""

    template: str
    rows: "dict[str, Any]"


def register_section(template: str, fill: "Callable[[Person], dict[str, Any]]") -> None:
    """Called in `apps.ready`: what a room above keeps of a person, for the officer's page and for their own."""
    _sections[template] = fill


def sections(person: "Person") -> list[Section]:
    return [Section(template, fill(person)) for template, fill in _sections.items()]
