"""Classes as iCalendar (RFC 5545): one UID a session for good, cancelled ones say so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person
    from balaikota.training.classes.models import Session
    from balaikota.training.courses.models import Subject


@dataclass(frozen=True)
class Meeting:
    """When, where and with whom a session takes place."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    pause: int = 0
    trainer: "Person | None" = None
    subject: "Subject | None" = None


def calendar(sessions: "Iterable[Session]", *, name: str, host: str, stamp: datetime) -> bytes:
    """The sessions for a calendar program."""
    from icalendar import Calendar, Event  # only when a calendar is asked for

    drawn = Calendar()
    drawn.add("prodid", "-//Balaikota//Pelatihan//ID")
    drawn.add("version", "2.0")
    drawn.add("x-wr-calname", name)
    domain = urlsplit(host).hostname or "balaikota"
    for session in sessions:
        event = Event()
        event.add("uid", f"{session.pk}@{domain}")
        event.add("dtstamp", stamp.astimezone(UTC))
        event.add("dtstart", session.starts_at.astimezone(UTC))
        event.add("dtend", session.ends_at.astimezone(UTC))
        event.add("summary", f"{session.title} ({name})")
        event.add("location", session.place)
        event.add("sequence", session.sequence)
        event.add("status", "CANCELLED" if session.cancelled_at else "CONFIRMED")
        drawn.add_component(event)
    written: bytes = drawn.to_ical()
    return written
