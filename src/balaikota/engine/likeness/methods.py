"""How likely two records are one: log-likelihood weights after Fellegi and Sunter (JASA 64, 1969).

Each blank that both records fill is compared and falls into one level. A level weighs log2(m/u) bits: m is how often
one person's two records come out so, u how often two different people's do. A blank that either lacks weighs exactly
nothing. The sum is the score. u of dates and numbers is arithmetic; every other m and u is set by us, on the careful
side, and measured over generated variations in `tests/test_measure.py`; no real register was read for them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import log2
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import OSA

from balaikota.kit import names
from balaikota.kit.secrets import blind_number

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: Pairs below this are not kept at all; the lowest threshold a city may choose.
FLOOR = 12
#: What the city shows until its head chooses otherwise: about even odds for a name and a birth date that agree.
DEFAULT = 20
THRESHOLDS = (12, 16, 20, 24, 28, 32, 36)

#: Days that stand in for "not known" in Indonesian registers: far too many people are born on them (set by us).
STAND_INS = {(1, 1), (1, 7), (31, 12)}


@dataclass(frozen=True)
class Record:
    """What is known of one person, or of the one a case is about. Empty means not known."""

    name: str = ""
    nik: str = ""
    born_on: date | None = None
    born_at: str = ""
    sex: str = ""
    mother: str = ""
    mother_nik: str = ""
    household: str = ""
    order: str = ""
    is_plural: bool = False
    happened_on: date | None = None
    applicant: str = ""

    @cached_property
    def parsed(self) -> names.Name:
        return names.parse(self.name)


@dataclass(frozen=True)
class Level:
    """One outcome of a comparison: how often it happens to one person (m) and to two (u)."""

    m: float
    u: float

    @property
    def bits(self) -> float:
        return log2(self.m / self.u)


_LIFE = 25_000  # days in about seventy years: what a birth date is drawn from
LEVELS: dict[str, dict[str, Level]] = {
    # Two words together: the commonest fill about one birth in 5,000; a single word one in 500.
    "name": {
        "same": Level(0.80, 1 / 5_000),
        "same_single": Level(0.80, 1 / 500),
        "alike": Level(0.14, 1 / 500),
        "near": Level(0.04, 1 / 60),
        "different": Level(0.02, 0.97),
    },
    "nik": {
        "same": Level(0.97, 1 / 1_000_000),
        "slip": Level(0.02, 1 / 20_000),
        "different": Level(0.01, 0.99),
    },
    "born_on": {
        "same": Level(0.92, 1 / _LIFE),
        "same_stand_in": Level(0.60, 1 / 70),
        "year_only": Level(0.60, 1 / 10),
        "swapped": Level(0.01, 1 / _LIFE),
        "year_slip": Level(0.02, 1 / 2_000),
        "day_slip": Level(0.02, 1 / 1_500),
        "different": Level(0.03, 0.99),
    },
    # Most of those registered here were born here, so the same place says little.
    "born_at": {"same": Level(0.88, 0.35), "alike": Level(0.06, 0.05), "different": Level(0.06, 0.60)},
    "sex": {"same": Level(0.99, 0.5), "different": Level(0.01, 0.5)},
    # Sisters and brothers share her: u is how often two records of one family meet among candidates.
    "mother": {
        "same_nik": Level(0.90, 1 / 20_000),
        "same": Level(0.80, 1 / 2_000),
        "alike": Level(0.12, 1 / 300),
        "different": Level(0.05, 0.97),
    },
    # One family, many people: kept low on purpose.
    "household": {"same": Level(0.60, 1 / 25), "different": Level(0.40, 0.96)},
    "order": {"same": Level(0.95, 0.30), "different": Level(0.05, 0.70)},
    "twins": {"different": Level(1 / 100_000, 0.80)},
    "happened_on": {
        "same": Level(0.93, 1 / 365),
        "days_apart": Level(0.05, 1 / 60),
        "different": Level(0.02, 0.98),
    },
    "applicant": {"same": Level(0.70, 1 / 50_000), "different": Level(0.30, 0.99)},
}


@dataclass(frozen=True)
class Point:
    """One comparison: which blank, how it came out, what it weighs."""

    field: str
    level: str

    @property
    def bits(self) -> float:
        return round(LEVELS[self.field][self.level].bits, 2)


@dataclass(frozen=True)
class Score:
    """The comparisons of two records and their sum in bits."""

    points: tuple[Point, ...]

    @property
    def bits(self) -> float:
        return round(sum(point.bits for point in self.points), 2)

    def level(self, field: str) -> str:
        return next((point.level for point in self.points if point.field == field), "")

    @property
    def is_enough(self) -> bool:
        """Is there enough to raise an alarm at all? The name, and something else that tells people apart, agree.

        A stand-in date, a place, a sex or a family alone never do. Where one mother bore on one day, another name
        may be the same child's, if the sex is not another too.
        """
        name = self.level("name")
        if self.level("nik") == "same":
            return True
        told = [
            self.level(field) in AGREE[field]
            for field in ("nik", "born_on", "mother", "happened_on", "applicant")
        ]
        one_delivery = self.level("mother") in ("same", "same_nik") and self.level("born_on") == "same"
        is_single = not self.level("twins") and self.level("sex") != "different"
        return (name in ("same", "same_single", "alike", "near") and any(told)) or (
            one_delivery and is_single
        )


#: The levels of each telling blank that count as agreement.
AGREE = {
    "nik": {"same", "slip"},
    "born_on": {"same", "swapped", "year_slip", "day_slip"},
    "mother": {"same_nik", "same", "alike"},
    "happened_on": {"same"},
    "applicant": {"same"},
}


def score(a: Record, b: Record) -> Score:
    """Compare two records. Symmetric; what either lacks is left out."""
    found = {
        "name": names.compare(a.name, b.name),
        "nik": _nik(a.nik, b.nik),
        "born_on": _dates(a.born_on, b.born_on),
        "born_at": names.compare_places(a.born_at, b.born_at),
        "sex": _exact(a.sex, b.sex),
        "mother": _mothers(a, b),
        "household": _exact(a.household, b.household),
        "order": _exact(a.order, b.order),
        "happened_on": _happened(a.happened_on, b.happened_on),
        "applicant": _exact(a.applicant, b.applicant),
    }
    if _are_twins(a, b, found):
        found["twins"] = "different"
    return Score(tuple(Point(field, level) for field, level in found.items() if level))


def _exact(a: str, b: str) -> str:
    return "" if not a or not b else "same" if a == b else "different"


def _nik(a: str, b: str) -> str:
    """A slip is one wrong or swapped digit, but not in the serial: neighbours and twins differ there."""
    if not a or not b or a == b:
        return _exact(a, b)
    is_slip = a[12:] == b[12:] and OSA.distance(a, b) == 1
    return "slip" if is_slip else "different"


def _dates(a: date | None, b: date | None) -> str:
    if a is None or b is None:
        return ""
    unknown = [(one.day, one.month) in STAND_INS for one in (a, b)]
    if a == b:
        return "same_stand_in" if unknown[0] else "same"
    if any(unknown) and a.year == b.year:
        return "year_only"
    if a.year == b.year and (a.day, a.month) == (b.month, b.day):
        return "swapped"
    if (a.day, a.month) == (b.day, b.month) and OSA.distance(str(a.year), str(b.year)) == 1:
        return "different" if any(unknown) else "year_slip"
    is_near = a.year == b.year and OSA.distance(a.strftime("%d%m"), b.strftime("%d%m")) == 1
    return "day_slip" if is_near else "different"


def _happened(a: date | None, b: date | None) -> str:
    if a is None or b is None:
        return ""
    days = abs((a - b).days)
    return "same" if days == 0 else "days_apart" if days <= 3 else "different"


def _mothers(a: Record, b: Record) -> str:
    if a.mother_nik and a.mother_nik == b.mother_nik:
        return "same_nik"
    level = names.compare(a.mother, b.mother)
    return {"same_single": "alike", "near": ""}.get(level, level)


def _are_twins(a: Record, b: Record, found: dict[str, str]) -> bool:
    """Both say they are one of several, and order or name tells them apart."""
    apart = found["order"] == "different" or found["name"] == "different"
    return a.is_plural and b.is_plural and apart


# --- finding candidates without reading names -----------------------------------------------------


def _fingerprint(kind: str, *parts: str) -> int:
    return blind_number(f"likeness-{kind}", "|".join(parts))


def keys(record: Record, space: str) -> list[int]:
    """Keyed fingerprints (64 bits of HMAC-SHA-256): records that share one are compared. No name, no date in the clear.

    `space` keeps persons, births and deaths apart. Each key joins two things, so that none is common: a word of the
    name by its consonants with the day and month in either order, two words with the year, the mother with the day.
    """
    words = sorted({names.skeleton(word) for word in record.parsed.words if len(word) > 1})
    found = {_fingerprint("nik", space, record.nik)} if record.nik else set()
    day = record.born_on or record.happened_on
    if day is not None:
        found |= _dated(record, space, words, day)
    if record.mother_nik:
        found.add(_fingerprint("mother-name", space, record.mother_nik, *words[:1]))
    if record.applicant:
        found |= {_fingerprint("applicant", space, record.applicant, word) for word in words}
    return sorted(found)


def _dated(record: Record, space: str, words: list[str], day: date) -> set[int]:
    parts = sorted((f"{day.day:02}", f"{day.month:02}"))
    pairs = [(x, y) for place, x in enumerate(words) for y in words[place + 1 :]]
    found = {_fingerprint("word-date", space, word, str(day.year), *parts) for word in words}
    found |= {_fingerprint("words-year", space, x, y, str(day.year)) for x, y in pairs}
    found |= {_fingerprint("words-day", space, x, y, *parts) for x, y in pairs}
    mothers = {names.skeleton(word) for word in names.parse(record.mother).words}
    mothers |= {record.mother_nik} if record.mother_nik else set()
    return found | {_fingerprint("mother-date", space, who, str(day.year), *parts) for who in mothers}


# --- in words -------------------------------------------------------------------------------------

LABELS = {
    "name": _("Nama"),
    "nik": _("NIK"),
    "born_on": _("Tanggal lahir"),
    "born_at": _("Tempat lahir"),
    "sex": _("Jenis kelamin"),
    "mother": _("Ibu"),
    "household": _("Kartu Keluarga"),
    "order": _("Anak ke-"),
    "twins": _("Kelahiran kembar"),
    "happened_on": _("Tanggal kejadian"),
    "applicant": _("Pemohon"),
}
_SAID = {
    "name": {
        "same": _("nama sama"),
        "same_single": _("nama sama, hanya satu kata"),
        "alike": _("nama mirip"),
        "near": _("nama sebagian sama"),
        "different": _("nama berbeda"),
    },
    "nik": {"same": _("NIK sama"), "slip": _("NIK beda satu angka"), "different": _("NIK berbeda")},
    "born_on": {
        "same": _("tanggal lahir sama"),
        "same_stand_in": _("tanggal lahir sama, tetapi tanggal pengganti yang umum"),
        "year_only": _("tahun lahir sama, tanggal tidak pasti"),
        "swapped": _("hari dan bulan lahir tertukar"),
        "year_slip": _("tahun lahir beda satu angka"),
        "day_slip": _("tanggal lahir beda satu angka"),
        "different": _("tanggal lahir berbeda"),
    },
    "born_at": {
        "same": _("tempat lahir sama"),
        "alike": _("tempat lahir mirip"),
        "different": _("tempat lahir berbeda"),
    },
    "sex": {"same": _("jenis kelamin sama"), "different": _("jenis kelamin berbeda")},
    "mother": {
        "same_nik": _("ibu sama (NIK)"),
        "same": _("nama ibu sama"),
        "alike": _("nama ibu mirip"),
        "different": _("nama ibu berbeda"),
    },
    "household": {"same": _("Kartu Keluarga sama"), "different": _("Kartu Keluarga berbeda")},
    "order": {"same": _("urutan anak sama"), "different": _("urutan anak berbeda")},
    "twins": {"different": _("keduanya menyebut kelahiran kembar")},
    "happened_on": {
        "same": _("tanggal kejadian sama"),
        "days_apart": _("tanggal kejadian selisih beberapa hari"),
        "different": _("tanggal kejadian berbeda"),
    },
    "applicant": {"same": _("pemohon sama"), "different": _("pemohon berbeda")},
}
_NEVER = {
    "two_nik": _(
        "Keduanya mempunyai NIK. Dua NIK tidak pernah digabung di sini; ajukan penunggalan NIK ke Ditjen Dukcapil."
    ),
    "unchecked": _(
        "Salah satu punya akun yang identitasnya belum diperiksa. Cocokkan dahulu pemiliknya dengan KTP-el di loket."
    ),
    "death": _("Hanya satu dari keduanya tercatat meninggal. Betulkan dahulu catatan kematiannya."),
    "post": _("Catatan ini memegang jabatan. Pilih catatan itu sebagai yang dipertahankan."),
    "two_households": _(
        "Keduanya tercatat pada Kartu Keluarga yang berbeda. Keluarkan dahulu dari salah satunya."
    ),
    "head": _("Catatan ini kepala keluarga. Pilih catatan itu sebagai yang dipertahankan."),
}


@dataclass(frozen=True)
class Reason:
    """One comparison as people read it."""

    text: "str | _StrPromise"
    bits: float

    @property
    def speaks_for(self) -> bool:
        return self.bits > 0


def reasons(points: Iterable[Sequence[str]]) -> list[Reason]:
    """How a pair came out, the weightiest first; without what stands in the blanks."""
    told = [Reason(_SAID[field][level], Point(field, level).bits) for field, level in points]
    return sorted(told, key=lambda reason: -abs(reason.bits))


def refusal(why: str) -> "str | _StrPromise":
    return _NEVER.get(why, "")


@dataclass(frozen=True)
class Row:
    """One blank of both records, side by side. `reason` is missing when either lacks it."""

    label: "str | _StrPromise"
    a: str
    b: str
    reason: Reason | None


def side_by_side(a: Record, b: Record, result: Score) -> list[Row]:
    """Every blank that either record fills. Numbers are masked; a household is told by its being the same."""
    rows = []
    for field, label in LABELS.items():
        level = result.level(field)
        reason = Reason(_SAID[field][level], Point(field, level).bits) if level else None
        one, two = _shown(a, field), _shown(b, field)
        if one or two or reason:
            rows.append(Row(label, one, two, reason))
    return rows


def _shown(record: Record, field: str) -> str:
    value = getattr(record, field, "")
    if field in ("household", "applicant"):
        return ""
    if field == "nik":
        return f"{value[:6]}••••••{value[-4:]}" if value else ""
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value or "")
