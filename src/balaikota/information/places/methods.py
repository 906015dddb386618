"""When a place is open: hours as people write them, and what they say of one moment.

Pure and in the city's own time: moments are naive `datetime`s of the city's clock, minutes count from midnight of the
day a span begins on. A span may end on the next day (`22.00-06.00` ends at minute 1800).
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import phonenumbers
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from balaikota.kit.typed import Unfit, clock, phone

DAY = 1440  # minutes
#: A span may reach this far into the next day; the rest of that day is its own.
LONGEST = 2 * DAY
#: So far ahead the next opening is looked for.
HORIZON = 21  # days
MOST_SPANS = 6


@dataclass(frozen=True, order=True)
class Span:
    """Open from one minute until before another, counted from midnight of the day it begins on."""

    begins: int
    ends: int

    def __post_init__(self) -> None:
        if not (0 <= self.begins < DAY and self.begins < self.ends <= LONGEST):
            raise ValueError(
                "a span begins within its day and ends after it began, on the next day at the latest"
            )


Spans = tuple[Span, ...]
ALL_DAY: Spans = (Span(0, DAY),)
_BETWEEN = re.compile(r"\s*(?:-|–|—|\bs/?d\b|\bsampai\b|\bhingga\b)\s*", re.IGNORECASE)
_CLOSED = {"", "-", "–", "tutup", "libur", "closed"}
_ALWAYS = {"24 jam", "24jam", "00.00-24.00", "buka 24 jam", "24 hours"}
_WORD = re.compile(r"\b(?:pukul|jam|wib|wita|wit)\b\.?", re.IGNORECASE)


def spans_of(typed: str) -> Spans:
    """The spans of one day from `08.00-12.00, 13.00-16.00`, `22-06`, `24 jam`, or `tutup` (none).

    Raises `Unfit` with a sentence that says how to write it.
    """
    text = " ".join(typed.lower().split())
    if text in _ALWAYS:
        return ALL_DAY
    text = " ".join(_WORD.sub("", text).split())
    if text in _CLOSED:
        return ()
    parts = [part for part in re.split(r"[,;]|\bdan\b", text) if part.strip()]
    if len(parts) > MOST_SPANS:
        raise Unfit(_("Paling banyak %d rentang jam sehari.") % MOST_SPANS)
    spans = tuple(sorted(_span(part.strip()) for part in parts))
    if any(after.begins < before.ends for before, after in pairwise(spans)):
        raise Unfit(_("Jam buka saling menimpa. Gabungkan menjadi satu rentang."))
    return spans


def _span(part: str) -> Span:
    ends = _BETWEEN.split(part)
    if len(ends) != 2 or not all(ends):
        raise Unfit(_("Tulis jam buka seperti 08.00-16.00, atau 24 jam, atau tutup."))
    begins, until = (_minute(each) for each in ends)
    if begins >= DAY:
        raise Unfit(_("Hari dimulai pukul 00.00, bukan 24.00."))
    return Span(begins, until if until > begins else until + DAY)


def _minute(typed: str) -> int:
    typed = typed.strip()
    if typed in ("24", "24.00", "24:00", "2400"):
        return DAY
    hours, minutes = clock(typed).split(":")
    return int(hours) * 60 + int(minutes)


def clock_text(minute: int) -> str:
    """16.00, as Indonesians write the hour; the end of a day is 24.00."""
    return "24.00" if minute == DAY else f"{minute // 60 % 24:02d}.{minute % 60:02d}"


def hours_text(spans: Spans) -> str:
    """What `spans_of` reads: `08.00-12.00, 13.00-16.00`, `24 jam`, `tutup`."""
    if not spans:
        return "tutup"
    if spans == ALL_DAY:
        return "24 jam"
    return ", ".join(f"{clock_text(span.begins)}-{clock_text(span.ends)}" for span in spans)


@dataclass(frozen=True)
class Exceptional:
    """One date with hours of its own, and why."""

    spans: Spans
    reason: str = ""


@dataclass(frozen=True)
class Timetable:
    """Everything that says when a place is open. An empty week means that nobody has told us."""

    week: Mapping[int, Spans] = field(default_factory=dict)
    exceptions: Mapping[date, Exceptional] = field(default_factory=dict)
    #: Days off on which this place is closed, by what they are called; empty for a place that stays open.
    holidays: Mapping[date, str] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        return any(self.week.values())

    def spans_on(self, day: date) -> Spans:
        """What begins on a date: an exception goes before a day off, and that before the week."""
        if day in self.exceptions:
            return self.exceptions[day].spans
        return () if day in self.holidays else self.week.get(day.weekday(), ())

    def reason_on(self, day: date) -> str:
        """Why this date is not like its weekday; empty when it is."""
        if day in self.exceptions:
            return self.exceptions[day].reason
        return self.holidays.get(day, "") if self.week.get(day.weekday()) else ""

    def openings(self, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
        """The spans that begin between two dates as moments, in order; neighbours that touch are one."""
        held: tuple[datetime, datetime] | None = None
        for n in range((last - first).days + 1):
            midnight = datetime.combine(first + timedelta(days=n), time())
            for span in self.spans_on(midnight.date()):
                begins, ends = (midnight + timedelta(minutes=m) for m in (span.begins, span.ends))
                if held and begins <= held[1]:
                    held = held[0], max(held[1], ends)
                    continue
                if held:
                    yield held
                held = begins, ends
        if held:
            yield held


@dataclass(frozen=True)
class State:
    """What the hours say of one moment. `until` is None when it is open without an end in sight, or never opens."""

    is_known: bool
    is_open: bool = False
    until: datetime | None = None
    reason: str = ""


def state(table: Timetable, at: datetime) -> State:
    """Open or closed at this moment of the city's clock, until when, and why today is unlike other weeks."""
    today = at.date()
    if not table.is_known and not any(table.exceptions.get(today + timedelta(days=n)) for n in (-1, 0)):
        return State(is_known=False)
    last = today + timedelta(days=HORIZON)
    for begins, ends in table.openings(today - timedelta(days=1), last):
        if begins <= at < ends:
            endless = ends.date() > last
            return State(True, True, None if endless else ends, table.reason_on(today))
        if begins > at:
            return State(True, False, begins, table.reason_on(today))
    return State(True, False, None, table.reason_on(today))


def day_word(day: date, today: date) -> str:
    """`hari ini`, `besok`, the weekday within a week, else nothing: the caller writes the date."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return _("hari ini") if ahead == 0 else _("besok")
    return WEEKDAYS()[day.weekday()] if 1 < ahead < 7 else ""


def WEEKDAYS() -> list[str]:
    """Monday to Sunday, as `date.weekday()` counts."""
    return [_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu")]


@dataclass(frozen=True)
class Facts:
    """What an editor says of a place, all clean. `kelurahan` is a region's code, `lat` and `lon` degrees WGS84."""

    name: str
    kind: str
    address: str
    kelurahan: str
    lat: float | None = None
    lon: float | None = None
    phone: str = ""
    website: str = ""
    about: str = ""
    access: tuple[str, ...] = ()
    keeps_holidays: bool = True
    week: Mapping[int, Spans] = field(default_factory=dict)

    def as_row(self) -> dict[str, object]:
        """As JSON, to be kept until somebody confirms a list."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        week = {str(day): hours_text(spans) for day, spans in self.week.items() if spans}
        return plain | {"access": list(self.access), "week": week}

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> "Facts":
        week = {int(day): spans_of(text) for day, text in row["week"].items()}
        return cls(**(row | {"access": tuple(row["access"]), "week": week}))


def telephone(typed: str) -> str:
    """E.164, or a short number such as 112 or 1500123 as it is; empty stays empty. Raises `Unfit`."""
    digits = re.sub(r"[\s().-]", "", typed)
    if not digits or re.fullmatch(r"[1-9]\d{2,6}", digits, re.ASCII):
        return digits
    return phone(typed)


def telephone_text(number: str) -> str:
    """As people read it: 061 4512345; a short number as it is."""
    if not number.startswith("+"):
        return number
    parsed = phonenumbers.parse(number)
    domestic = parsed.country_code == phonenumbers.country_code_for_region("ID")
    kind = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, kind.NATIONAL if domestic else kind.INTERNATIONAL)


def sentence(told: State, now: datetime) -> str:
    """What a resident wants to know, in one sentence: open or not, and until when."""
    if not told.is_known:
        return _("Jam buka belum kami ketahui.")
    if told.is_open:
        if told.until is None:
            return _("Buka 24 jam.")
        return _("Buka sekarang, sampai %(when)s.") % {"when": moment(told.until, now)}
    closed = _("Tutup: %(reason)s.") % {"reason": told.reason} if told.reason else _("Tutup sekarang.")
    if told.until is None:
        return closed
    return f"{closed} " + _("Buka lagi %(when)s.") % {"when": moment(told.until, now)}


def moment(at: datetime, now: datetime) -> str:
    """`pukul 16.00` today, `besok pukul 08.00`, `Senin pukul 08.00`, `4 Januari pukul 08.00`."""
    clock = clock_text(at.hour * 60 + at.minute)
    if at.date() == now.date():
        return _("pukul %(clock)s") % {"clock": clock}
    day = day_word(at.date(), now.date()) or date_format(at.date(), "j F")
    return _("%(day)s pukul %(clock)s") % {"day": day, "clock": clock}


#: What a search engine calls each kind; https://schema.org
SCHEMA_TYPES = {
    "kantor": "GovernmentOffice", "kelurahan": "GovernmentOffice", "puskesmas": "MedicalClinic",
    "rumah-sakit": "Hospital", "sekolah": "School", "perpustakaan": "Library", "pasar": "LocalBusiness",
    "taman": "Park", "olahraga": "SportsActivityLocation", "polisi": "PoliceStation", "pemadam": "FireStation",
    "lainnya": "CivicStructure",
}  # fmt: skip
SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _schema_span(span: Span) -> dict[str, str]:
    """Search engines write a whole day as 00:00 to 23:59."""
    if (span.begins, span.ends) == (0, DAY):
        return {"opens": "00:00", "closes": "23:59"}
    opens, closes = (f"{minute // 60 % 24:02d}:{minute % 60:02d}" for minute in (span.begins, span.ends))
    return {"opens": opens, "closes": closes}


def schema_hours(table: Timetable) -> list[dict[str, Any]]:
    """`openingHoursSpecification`: the week, then each unusual date; closed is opens and closes at midnight."""
    rows: list[dict[str, Any]] = [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": SCHEMA_DAYS[day], **_schema_span(span)}
        for day in range(7)
        for span in table.week.get(day, ())
    ]
    closed = {"opens": "00:00", "closes": "00:00"}
    special = dict.fromkeys(table.holidays, ()) | {on: each.spans for on, each in table.exceptions.items()}
    for on, spans in sorted(special.items()):
        dates = {"validFrom": on.isoformat(), "validThrough": on.isoformat()}
        for hours in [_schema_span(span) for span in spans] or [closed]:
            rows.append({"@type": "OpeningHoursSpecification", **hours, **dates})
    return rows


def schema_org(place: Any, table: Timetable, address: str, city: str, access: list[str]) -> dict[str, Any]:
    """A place in the words of https://schema.org; what is not known is left out."""
    district = place.kelurahan.parent
    point = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    node = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES[place.kind],
        "@id": f"{address}#tempat",
        "name": place.name,
        "url": address,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": f"{place.address}, {place.kelurahan.name}",
            "addressLocality": district.name if district else "",
            "addressRegion": city,
            "addressCountry": "ID",
        },
        "openingHoursSpecification": schema_hours(table),
        "amenityFeature": [
            {"@type": "LocationFeatureSpecification", "name": name, "value": True} for name in access
        ],
        "geo": point if place.has_point else None,
        "telephone": place.phone,
        "sameAs": place.website,
    }
    return {name: value for name, value in node.items() if value}


def near(typed: str) -> tuple[float, float] | None:
    """`3.589,98.673`, rounded to about a hundred metres: nearer than that nobody needs to know where you are."""
    parts = typed.split(",")
    try:
        lat, lon = (round(float(part), 3) for part in parts)
    except ValueError:
        return None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres as the crow flies, on a round earth (haversine, radius 6371.0088 km)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, each)) for each in (a, b))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(math.sqrt(min(half, 1)))
