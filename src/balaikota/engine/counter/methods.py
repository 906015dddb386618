"""Pure parts: the times of a day, the calendar file (RFC 5545), and how long people waited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import Protocol

from balaikota.kit.worktime import WIB, Calendar

#: So many calendar days ahead a time can be chosen, today included.
AHEAD = 30


class Opens(Protocol):
    """What this file needs to know of an opening."""

    weekday: int
    from_time: time
    until_time: time
    minutes: int
    capacity: int


@dataclass(frozen=True)
class Time:
    """A time at which so many people are received, for so many minutes."""

    starts_at: datetime
    minutes: int
    capacity: int

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def times_on(day: date, openings: Iterable[Opens], is_working: Calendar) -> list[Time]:
    """The times of a day (WIB), earliest first; none on a day off. A time that would end after closing is no time.

    Where two openings give the same moment, the one that opens first counts.
    """
    if not is_working(day):
        return []
    found: dict[datetime, Time] = {}
    for opening in sorted(openings, key=lambda each: each.from_time):
        if opening.weekday != day.weekday():
            continue
        at, length = datetime.combine(day, opening.from_time, WIB), timedelta(minutes=opening.minutes)
        closes = datetime.combine(day, opening.until_time, WIB)
        while at + length <= closes:
            found.setdefault(at, Time(at, opening.minutes, opening.capacity))
            at += length
    return [found[at] for at in sorted(found)]


def times_ahead(
    now: datetime, openings: Sequence[Opens], is_working: Calendar, *, days: int = AHEAD
) -> list[Time]:
    """Every time that begins after now, within so many calendar days."""
    today = now.astimezone(WIB).date()
    every = (times_on(today + timedelta(days=each), openings, is_working) for each in range(days))
    return [one for times in every for one in times if one.starts_at > now]


def overlaps(a: Opens, b: Opens) -> bool:
    """Do two openings of one office lie over each other?"""
    return a.weekday == b.weekday and a.from_time < b.until_time and b.from_time < a.until_time


def typical_wait(waits: Iterable[timedelta]) -> int | None:
    """The median in whole minutes, rounded up; None when nobody has been called yet."""
    known = [each.total_seconds() for each in waits]
    return -int(-median(known) // 60) if known else None


# --- the calendar file ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """What a calendar file says about one appointment."""

    uid: str
    sequence: int
    made_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    place: str
    text: str
    url: str
    is_cancelled: bool = False


def escaped(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11: backslash, comma, semicolon and line ends; control characters are left out."""
    plain = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    plain = plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter for letter in plain if letter == "\t" or (ord(letter) >= 32 and ord(letter) != 127))


def folded(line: str) -> str:
    """Lines of at most 75 octets (RFC 5545, 3.1), never cut inside a letter."""
    parts, part, room = [], "", 75
    for letter in line:
        if len((part + letter).encode()) > room:
            parts.append(part)
            part, room = "", 74
        part += letter
    return "\r\n ".join([*parts, part])


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def calendar_file(entry: Entry) -> str:
    """An appointment as iCalendar, its times in UTC, so that no time zone has to be described; with a reminder."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Balaikota//Janji temu//ID",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTAMP:{_utc(entry.made_at)}",
        f"DTSTART:{_utc(entry.starts_at)}",
        f"DTEND:{_utc(entry.ends_at)}",
        f"SUMMARY:{escaped(entry.summary)}",
        f"LOCATION:{escaped(entry.place)}",
        f"DESCRIPTION:{escaped(entry.text)}",
        f"URL:{entry.url}",
        f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(entry.summary)}",
        "TRIGGER:-PT2H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)
