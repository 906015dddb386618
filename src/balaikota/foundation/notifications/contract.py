"""A way a message can leave the city hall. Others register more, such as a WhatsApp gateway."""

from abc import ABC, abstractmethod

from balaikota.foundation.notifications.models import Delivery
from balaikota.foundation.people.models import Person


class Channel(ABC):
    """One way out. `send` is called from a job only, outside any transaction, and may be called twice."""

    name: str

    @abstractmethod
    def address_of(self, person: Person) -> str:
        """Where this person is reached, or nothing when they cannot be."""

    @abstractmethod
    def send(self, delivery: Delivery) -> None:
        """Hand the message over. Raises when it could not; the job tries again later."""


_channels: dict[str, Channel] = {}


def register(channel: Channel) -> Channel:
    """Open a channel under its name."""
    _channels[channel.name] = channel
    return channel


def channels() -> list[Channel]:
    return list(_channels.values())


def channel(name: str) -> Channel:
    return _channels[name]
