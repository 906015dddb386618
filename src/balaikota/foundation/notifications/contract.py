"""A way a message can leave the city hall, and what a message is about. Others register more of both."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balaikota.foundation.notifications.models import Delivery
from balaikota.foundation.people.models import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Channel(ABC):
    """One way out. `send` is called from a job only, outside any transaction.

    Where `repeats` holds it may be called twice for one message; else it is called once, and an attempt that
    ended nobody knows how is held for the operator.
    """

    name: str
    label: "str | _StrPromise" = ""
    repeats = True

    @abstractmethod
    def address_of(self, person: Person) -> str:
        """Where this person is reached, or nothing when they cannot be."""

    @abstractmethod
    def send(self, delivery: Delivery) -> None:
        """Hand the message over. Raises when it could not (the job tries again later), `Away` or `Unsure`."""


_channels: dict[str, Channel] = {}


def register(channel: Channel) -> Channel:
    """Open a channel under its name."""
    _channels[channel.name] = channel
    return channel


def channels() -> list[Channel]:
    return list(_channels.values())


def is_open(name: str) -> bool:
    return name in _channels


def channel(name: str) -> Channel:
    return _channels[name]


@dataclass(frozen=True)
class Group:
    """News of one kind, which a person may choose the channels of. `rooms`: whose letters belong to it."""

    slug: str
    label: "str | _StrPromise"
    hint: "str | _StrPromise" = ""
    rooms: tuple[str, ...] = ()


#: What no room has claimed.
OTHER = "lainnya"
#: What the law has people told of: no group, so that nobody can mute it.
BY_LAW = ""
_by_law: set[str] = set()
_groups: dict[str, Group] = {}


def group(slug: str, label: "str | _StrPromise", *rooms: str, hint: "str | _StrPromise" = "") -> None:
    """Called in `apps.ready`: the letters of these rooms (the first part of their template's name) are one group."""
    _groups[slug] = Group(slug, label, hint, rooms)


def sent_by_law(room: str) -> None:
    """Called in `apps.ready`: the letters of this room go out through every channel, whatever somebody muted."""
    _by_law.add(room)


def groups() -> list[Group]:
    """Every group, in the order they were registered; what nobody claimed comes last."""
    named = [each for each in _groups.values() if each.slug != OTHER]
    return [*named, *(each for each in _groups.values() if each.slug == OTHER)]


def group_of(letter: str) -> str:
    """The group a letter's template belongs to: `cases/letters/decided.txt` is news of `cases`."""
    room = letter.partition("/")[0]
    if room in _by_law:
        return BY_LAW
    return next((each.slug for each in _groups.values() if room in each.rooms), OTHER)
