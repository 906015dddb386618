"""A way a message can leave the city hall. Others register more, such as a WhatsApp gateway."""

from abc import ABC, abstractmethod

from balaikota.foundation.notifications.models import Delivery
from balaikota.foundation.people.models import Person


class NotTaken(Exception):
    """The other side took nothing. `why` is a word of ours; with `is_final` asking again is no use."""

    def __init__(self, why: str, *, is_final: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.is_final = is_final


class Unsure(Exception):
    """The message left, and nobody knows whether it was taken. It is not sent again unless a person says so."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Channel(ABC):
    """One way out. `send` is called from a job only, outside any transaction.

    Where `repeats` holds it may be called twice for one message; else it is called once, and an attempt that
    ended nobody knows how is held for the operator.
    """

    name: str
    repeats = True

    @abstractmethod
    def address_of(self, person: Person) -> str:
        """Where this person is reached, or nothing when they cannot be."""

    @abstractmethod
    def send(self, delivery: Delivery) -> None:
        """Hand the message over. Raises when it could not (the job tries again later), or `Unsure`."""


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
