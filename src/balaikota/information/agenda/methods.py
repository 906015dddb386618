"""When something takes place, month by month, and as iCalendar (RFC 5545). No tables."""

import calendar as months
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from icalendar import Calendar, Event

from balaikota.information.review import methods as review
from balaikota.kit import prose
from balaikota.kit.worktime import WIB, day_of, midnight

WEEK = timedelta(days=7)
#: A weekly happening is told for two years at most; a city that means longer says so again.
MOST_TIMES = 106


@dataclass(frozen=True)
class Time:
    """One time at which a happening takes place."""

    starts: datetime
    ends: datetime
    of: Any

    @property
    def day(self) -> date:
        return day_of(self.starts)

    @property
    def is_one_day(self) -> bool:
        return day_of(self.starts) == day_of(self.ends)


def times(said: Any) -> Iterator[tuple[datetime, datetime]]:
    """Every time of a version, in order. The city's clock has no summer time, so a week is seven days."""
    starts, ends = said.starts_at.astimezone(WIB), said.ends_at.astimezone(WIB)
    yield starts, ends
    if said.weekly_until is None:
        return
    for _n in range(MOST_TIMES):
        starts, ends = starts + WEEK, ends + WEEK
        if starts.date() > said.weekly_until:
            return
        yield starts, ends


def last_end(said: Any) -> datetime:
    return max(ends for _starts, ends in times(said))


def within(happenings: Iterable[Any], begin: datetime, end: datetime) -> list[Time]:
    """All times that touch this span, in order."""
    found = [
        Time(starts, ends, each)
        for each in happenings
        for starts, ends in times(each.live)
        if starts < end and ends >= begin
    ]
    return sorted(found, key=lambda time: (time.starts, time.of.slug))


def by_day(found: Iterable[Time], begin: date) -> list[tuple[date, list[Time]]]:
    """Under the day they start; what began before the first day stands under it."""
    days: dict[date, list[Time]] = {}
    for time in found:
        days.setdefault(max(time.day, begin), []).append(time)
    return sorted(days.items())


@dataclass(frozen=True)
class Month:
    """One month as a sheet of weeks, and its neighbours."""

    first: date

    @classmethod
    def read(cls, said: str) -> "Month | None":
        """`2026-12`, or nothing."""
        year, _line, month = said.partition("-")
        is_one = said.isascii() and year.isdigit() and month.isdigit() and len(said) == 7
        is_meant = is_one and 2000 <= int(year) <= 2099 and 1 <= int(month) <= 12
        return cls(date(int(year), int(month), 1)) if is_meant else None

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        return date_format(self.first, "F Y")

    @property
    def next(self) -> "Month":
        return Month((self.first + timedelta(days=32)).replace(day=1))

    @property
    def before(self) -> "Month":
        return Month((self.first - timedelta(days=1)).replace(day=1))

    @property
    def span(self) -> tuple[datetime, datetime]:
        return midnight(self.first), midnight(self.next.first)

    def weeks(self, busy: Collection[date]) -> list[list[tuple[date, bool, bool]]]:
        """Monday first: the day, whether it is of this month, whether something takes place."""
        rows = months.Calendar().monthdatescalendar(self.first.year, self.first.month)
        return [[(day, day.month == self.first.month, day in busy) for day in row] for row in rows]


def days_of(found: Iterable[Time]) -> set[date]:
    """Every day that one of these times touches."""
    days: set[date] = set()
    for time in found:
        first, last = day_of(time.starts), day_of(time.ends)
        days |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return days


@dataclass(frozen=True)
class Reading:
    """A happening in the reader's language, or visibly in Indonesian."""

    title: str
    html: SafeString
    language: str
    is_fallback: bool


def reading(said: Any, language: str) -> Reading:
    spoken, is_fallback = review.spoken(said, language)
    is_english = spoken == "en"
    return Reading(
        title=said.title_en if is_english else said.title,
        html=prose.render(said.body_en if is_english else said.body),
        language=spoken,
        is_fallback=is_fallback,
    )


def calendar(happenings: Iterable[Any], *, name: str, host: str) -> bytes:
    """A calendar to open or subscribe to. A UID is the happening's own key: stable wherever the city hall stands."""
    drawn = Calendar()
    drawn.add("prodid", "-//Balaikota//agenda//ID")
    drawn.add("version", "2.0")
    drawn.add("calscale", "GREGORIAN")
    drawn.add("method", "PUBLISH")
    drawn.add("name", name)
    drawn.add("x-wr-calname", name)
    drawn.add("x-wr-timezone", "Asia/Jakarta")
    drawn.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    drawn.add("x-published-ttl", "PT6H")
    for each in happenings:
        drawn.add_component(_event(each, host))
    drawn.add_missing_timezones()
    return bytes(drawn.to_ical())


def _event(happening: Any, host: str) -> Event:
    said, event = happening.live, Event()
    event.add("uid", str(happening.pk))
    event.add("sequence", happening.sequence)
    event.add("dtstamp", happening.changed_at)
    event.add("created", happening.public_at)
    event.add("last-modified", happening.changed_at)
    event.add("dtstart", said.starts_at.astimezone(WIB))
    event.add("dtend", said.ends_at.astimezone(WIB))
    if said.weekly_until is not None:
        last_second = midnight(said.weekly_until + timedelta(days=1)) - timedelta(seconds=1)
        event.add("rrule", {"freq": "weekly", "until": last_second.astimezone(UTC)})
    event.add("summary", said.title)
    event.add("location", said.place)
    event.add("contact", said.organiser)
    event.add("description", prose.plain(said.body))
    event.add("url", host + happening.get_absolute_url())
    event.add("status", "CANCELLED" if happening.is_cancelled else "CONFIRMED")
    if happening.is_cancelled:
        event.add("comment", happening.cancelled_reason)
    return event


def schema_org(happening: Any, said: Reading, *, url: str) -> dict[str, Any]:
    """The happening in the words of schema.org."""
    status = "EventCancelled" if happening.is_cancelled else "EventScheduled"
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": said.title,
        "startDate": happening.live.starts_at.astimezone(WIB).isoformat(),
        "endDate": happening.live.ends_at.astimezone(WIB).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": happening.live.place, "address": happening.live.place},
        "organizer": {"@type": "Organization", "name": happening.live.organiser},
        "inLanguage": said.language,
        "url": url,
    }
