"""What rooms above tell this one: who works for the city, how a short message reaches a phone, what they keep of whom."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Required, TypedDict

from django.utils.functional import Promise

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


# --- "Rumah saya" ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Item:
    """One thing of a person in a list of theirs. `is_waiting`: it asks something of them; `due_at`: until then."""

    title: str | Promise
    url: str
    note: str | Promise = ""
    number: str = ""
    badge: str | Promise = ""
    tone: str = "info"
    at: datetime | None = None
    due_at: datetime | None = None
    is_waiting: bool = False
    paper: str = ""  # the address of a PDF that may be kept on a phone


#: For a person to take home: a name inside the ZIP, and the bytes or the file they lie in.
Pack = Iterator[tuple[str, bytes | Path]]


@dataclass(frozen=True)
class Part:
    """A part of "Rumah saya" that a room fills: its newest things, where all of them are, and what to do when none are.

    `items(person)` is one or two queries over at most a few rows; `pack(person)` is everything, for taking home.
    """

    slug: str
    title: str | Promise
    place: int
    items: "Callable[[Person], list[Item]]"
    url: str = ""
    empty: str | Promise = ""
    act: tuple[str | Promise, str] | None = None
    pack: "Callable[[Person], Pack] | None" = None


_parts: dict[str, Part] = {}


def own_part(part: Part) -> None:
    """Called in `apps.ready`: this room keeps something for people, and shows it to each of them at home."""
    _parts[part.slug] = part


_packs: "list[Callable[[Person], Pack]]" = []


def take_home(pack: "Callable[[Person], Pack]") -> None:
    """Called in `apps.ready` by a room that keeps something of people, but has no place in "Rumah saya"."""
    _packs.append(pack)


def packs() -> "list[Callable[[Person], Pack]]":
    """Everything that can be taken home: of each part in its order, then of the rooms without one."""
    return [part.pack for part in parts() if part.pack is not None] + _packs


def written(name: str, rows: Iterable[Any]) -> Pack:
    """These rows as one JSON file in the ZIP; none when there are no rows."""
    if told := list(rows):
        yield name, json.dumps(told, default=str, ensure_ascii=False, indent=1).encode()


def parts() -> list[Part]:
    """In the order of their places."""
    return sorted(_parts.values(), key=lambda part: part.place)


# --- what registers write of people ---------------------------------------------------------------


class Identity(TypedDict, total=False):
    """What a civil document says about someone besides the name."""

    nik: str | None
    tempat_lahir: str
    tanggal_lahir: date | None
    jenis_kelamin: str
    kewarganegaraan: str


class NewAddress(TypedDict, total=False):
    """Where a household lives."""

    alamat: Required[str]
    rt: str
    rw: str
    lingkungan: str
    kelurahan_code: Required[str]
    kode_pos: str


class Address(NewAddress, total=False):
    """The head of a Kartu Keluarga: its number and where the household lives."""

    nomor_kk: Required[str]
