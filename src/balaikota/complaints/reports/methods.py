"""The law of complaints as numbers: clocks, transitions, distances; and finding personal data in a text."""

import base64
import hashlib
import hmac
import math
import re
import tomllib
import unicodedata
import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from balaikota.kit.worktime import Calendar, day_of, midnight

FILE = Path(__file__).parent / "data" / "life-cycle.toml"
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without letters that are taken for digits
CODE_LENGTH = 8
EARTH_M = 6_371_008.8  # mean radius of the Earth (IUGG)
_DAY = timedelta(days=1)

NEARBY_M, NEARBY_DAYS = 200, 30  # a report of the same trouble is looked for this far and this long ago
EVIDENCE_M = 150  # a proof was photographed no farther from the report than this
ALIKE_BITS = 10  # two photos with fingerprints this near are the same photo


@lru_cache
def law() -> dict[str, Any]:
    """The life cycle and its clocks, with sources, as in `data/life-cycle.toml`."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@lru_cache
def _next() -> dict[str, tuple[str, ...]]:
    return {row["key"]: tuple(row["next"]) for row in law()["statuses"]}


def may_follow(before: str, after: str) -> bool:
    """May a report go from one status to the other?"""
    return after in _next()[before]


def pauses_in(status: str) -> bool:
    """Does the unit's clock stand still in this status?"""
    return status in law()["clock"]["pauses_in"]


def working_days(kind: str) -> int:
    """Working days to an answer, by class."""
    return next(int(row["working_days"]) for row in law()["classes"] if row["key"] == kind)


def days_to_verify() -> int:
    return int(law()["steps"]["verification"]["working_days"])


def days_to_follow_up() -> int:
    return int(law()["steps"]["first_follow_up"]["days"])


def days_to_answer() -> int:
    """Calendar days after which silence of the reporter is taken as an answer (unverified)."""
    return int(law()["steps"]["answer_of_reporter"]["days"])


# --- clocks ---------------------------------------------------------------------------------------


def due_on(received: date, days: int, is_working: Calendar) -> date:
    """The last day of a limit: the day of receipt is day 0, the first working day after it day 1."""
    day, left = received, days
    while left:
        day += _DAY
        left -= is_working(day)
    return day


def working_days_between(a: date, b: date, is_working: Calendar) -> int:
    """Working days after `a` up to and with `b`."""
    return sum(is_working(a + _DAY * n) for n in range(1, (b - a).days + 1))


def due_at(
    start: datetime, days: int, pauses: Iterable[tuple[datetime, datetime]], is_working: Calendar
) -> datetime:
    """The last second of the last day of a limit; each pause begun in time adds the working days it lasted."""
    last = due_on(day_of(start), days, is_working)
    for begun, ended in sorted(pauses):
        if day_of(begun) > last:
            break
        last = due_on(last, working_days_between(day_of(begun), day_of(ended), is_working), is_working)
    return midnight(last + _DAY) - timedelta(seconds=1)


# --- places ---------------------------------------------------------------------------------------


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres between two points in degrees WGS84, on a sphere (haversine); exact to half a per cent."""
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(math.radians, point)) for point in (a, b))
    half = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_M * math.asin(math.sqrt(half))


def around(lat: float, lon: float, metres: float) -> tuple[float, float, float, float]:
    """A box that holds everything so near: lat from, lat to, lon from, lon to (degrees)."""
    up = math.degrees(metres / EARTH_M)
    aside = up / max(math.cos(math.radians(lat)), 0.01)
    return lat - up, lat + up, lon - aside, lon + aside


# --- personal data in a text ----------------------------------------------------------------------

_PARTED = r"[\s.\-]?"
_GAP = r"[\s.()/\-\u2010-\u2015]{0,3}"  # a telephone number is parted as its owner likes: (0812) 3456 / 7890
_AREA = rf"(?:\+62{_GAP}|\(?0)[2-7]\d{{1,2}}\)?[\s.\-\u2010-\u2015]{{0,3}}"  # (061), 061-, +62 61
_AT, _DOT = r"(?:@|\s?[\[({]\s?at\s?[\])}]\s?)", r"(?:\.|\s?[\[({]\s?(?:dot|titik)\s?[\])}]\s?)"
#: The letters a number plate begins with, one or two by area (Perpol 7/2021, Lampiran); `DI 2026` is no car.
_PLACES = "A[ABDEG]?|B[ABDEGHKLMNP]?|D[ABCDEGHKLMNRSTW]?|E[ABD]?|F|G|H|K[BHTU]?|L|M|N|P[ABGST]?|R|S|T|W|Z"
FINDERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # NIK and nomor KK have 16 digits (PP 40/2019 pasal 30), often written in fours or sixes.
    ("nik", re.compile(rf"(?<!\d)(?:\d{_PARTED}){{15}}\d(?!\d)")),
    ("email", re.compile(rf"(?<![\w.+-])[\w.+-]+{_AT}[\w-]+(?:{_DOT}[\w-]+)+", re.IGNORECASE)),
    ("phone", re.compile(rf"(?<![\d+])\(?(?:\+?62{_GAP}|0)8(?:{_GAP}\d){{7,11}}(?!\d)")),
    ("phone", re.compile(rf"(?<![\d+])(?<!\d[.,]){_AREA}\d{{3,4}}[\s.\-]?\d{{3,4}}(?!\d)")),
    ("plate", re.compile(rf"\b(?:{_PLACES})\s?\d{{1,4}}\s?(?!RW|RT|KM)[A-Z]{{2,3}}\b")),
)


def _as_read(text: str) -> tuple[str, list[int]]:
    """The text as an eye reads it, and where each of its letters stands: wide digits are digits, unseen signs are none.

    NFKC letter by letter (UAX 15); the general category `Cf` holds what has no shape (Unicode 4.5).
    """
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if unicodedata.category(letter) == "Cf":
            continue
        plain = (
            str(unicodedata.decimal(letter)) if letter.isdecimal() else unicodedata.normalize("NFKC", letter)
        )
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), places


def personal_data(text: str) -> list[str]:
    """What points to a person in a text: `nik`, `email`, `phone`, `plate`; empty when nothing was found."""
    plain, _places = _as_read(text)
    return list(dict.fromkeys(name for name, pattern in FINDERS if pattern.search(plain)))


def masked(text: str) -> str:
    """The text with everything found replaced by dots; running it again changes nothing."""
    plain, places = _as_read(text)
    found = [
        (places[hit.start()], places[hit.end() - 1] + 1)
        for _name, finder in FINDERS
        for hit in finder.finditer(plain)
    ]
    if not found:
        return text
    parts, at = [], 0
    for start, end in sorted(found):
        if start >= at:
            parts += [text[at:start], "••••"]
        at = max(at, end)
    return masked("".join([*parts, text[at:]]))


def masked_value(said: Any) -> Any:
    """An answer to a question of the topic; everybody sees it, so nothing in it points to a person."""
    return masked(said) if isinstance(said, str) else said


# --- numbers --------------------------------------------------------------------------------------


def report_number(year: int, serial: int) -> str:
    return f"ADU-{year}-{serial:05d}"


def tracking_code(index_key: str, report_id: str) -> str:
    """Derived from the report: a report sent twice shows the same code, and nothing readable is kept."""
    digest = hmac.new(base64.b64decode(index_key), f"report:{report_id}".encode(), hashlib.sha256).digest()
    number, letters = int.from_bytes(digest, "big"), []
    for _place in range(CODE_LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def as_typed(code: str) -> str:
    """What a person copied by hand: spaces, hyphens and case do not matter."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


#: Which of the four steps (sent, verified, in work, ended) a status belongs to, and in which tone it is shown.
STEPS = {
    "terkirim": 0, "ditunda": 0, "terverifikasi": 1, "dibuka_kembali": 1, "proses": 2, "menunggu_pelapor": 2,
    "selesai": 3, "diarsipkan": 3, "bukan_wewenang": 3,
}  # fmt: skip


def steps(status: str, *, is_verified: bool, is_worked: bool, is_settled: bool) -> list[dict[str, str]]:
    """The way of a report in four words, for the row of steps. One that has ended shows only what happened."""
    at, is_closed = STEPS[status] + is_settled, STEPS[status] == 3
    last = _("Ditutup") if is_closed and status != "selesai" else _("Selesai")
    labels = (_("Terkirim"), _("Terverifikasi"), _("Dikerjakan"), last)
    happened = (True, is_verified, is_worked, True)
    states = ["done" if n < at else "now" if n == at else "next" for n in range(4)]
    rows = zip(labels, states, happened, strict=True)
    return [{"label": label, "state": state} for label, state, has in rows if has or not is_closed]


def tone(status: str, closed_reason: str = "") -> str:
    """`ok` is for what was mended, and for nothing else."""
    if status in ("selesai", "diarsipkan", "bukan_wewenang"):
        return "ok" if closed_reason in ("diperbaiki", "dijawab") else "info"
    return (
        "wait"
        if status in ("ditunda", "menunggu_pelapor")
        else "warn"
        if status == "dibuka_kembali"
        else "info"
    )
