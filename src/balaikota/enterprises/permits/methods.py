"""What a product needs on a day, and whether a number is built as its law says. Pure; the facts lie in `data/`."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from balaikota.kit.typed import Unfit

DATA = Path(__file__).parent / "data"
#: The first digit of a SPP-IRT number (tempo.co 462572; frozener.com).
PACKAGING = {"1": "kaca", "2": "plastik", "3": "karton atau kertas", "4": "kaleng", "5": "aluminium foil",
             "6": "lain-lain", "7": "komposit", "8": "ganda"}  # fmt: skip
#: Days before the end on which owners are reminded, each once.
REMIND = (180, 90, 30, 7, 0)


@dataclass(frozen=True)
class Kind:
    """A permit: who issues it, what to bring, what it costs, how its number is built."""

    code: str
    name: str
    about: str
    of: str
    law: str
    office: str
    bring: list[str]
    pattern: str
    shape: str
    source: str
    confidence: str
    costs: list[list[Any]] = field(default_factory=list)
    cost_note: str = ""
    bring_confidence: str = ""
    shape_confidence: str = ""
    ends: str = ""
    years: int | None = None
    years_source: str = ""
    renew_months: int | None = None
    not_this: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Need:
    """A permit a product needs (`need`) or does well to have (`wish`), and why."""

    kind: str
    strength: str
    why: str
    source: str = ""


@lru_cache
def kinds() -> dict[str, Kind]:
    rows = tomllib.loads((DATA / "kinds.toml").read_text(encoding="utf-8"))["kinds"]
    return {row["code"]: Kind(**row) for row in rows}


@lru_cache
def _needs() -> dict[str, Any]:
    return tomllib.loads((DATA / "needs.toml").read_text(encoding="utf-8"))


@lru_cache
def classes() -> dict[str, str]:
    """Classes of products, by code."""
    return {row["code"]: row["name"] for row in _needs()["classes"]}


def suggested(name: str) -> str:
    """The class whose words stand in a product's name, if any; the longest word wins."""
    low = f" {name.lower()} "
    hits = [
        (len(word), row["code"]) for row in _needs()["classes"] for word in row["words"] if f" {word} " in low
    ]
    return max(hits)[1] if hits else ""


def needs(permit_class: str, *, size: str, on: date) -> list[Need]:
    """What a product of this class needs on a day from a business of this size; needs first."""
    rows = [row for row in _needs()["needs"] if _holds(row, permit_class, size, on)]
    found = [Need(row["kind"], row["strength"], row["why"], row.get("source", "")) for row in rows]
    return sorted(found, key=lambda each: each.strength != "need")


def _holds(row: dict[str, Any], permit_class: str, size: str, on: date) -> bool:
    is_meant = "*" in row["classes"] or permit_class in row["classes"]
    is_sized = size in row.get("sizes", [size])
    return is_meant and is_sized and row.get("from", date.min) <= on <= row.get("to", date.max)


# --- numbers --------------------------------------------------------------------------------------


def number(kind: Kind, typed: str) -> str:
    """The number as it is written, or `Unfit` with what it should look like. Its structure only: no register is asked."""
    clean = " ".join(typed.upper().split())
    if kind.code in ("nib", "pirt", "halal", "kosmetik", "tr"):
        clean = clean.replace(" ", "").replace(".", "")
    if kind.code == "pirt":
        clean = re.sub(r"^(?:SPP-?IRT|P-?IRT)(?:NO)?[:.]?", "", clean)
        clean = f"{clean[:13]}-{clean[13:]}" if re.fullmatch(r"\d{15}", clean, re.ASCII) else clean
    if kind.not_this and re.fullmatch(kind.not_this["pattern"], clean):
        raise Unfit(kind.not_this["why"])
    if not re.fullmatch(kind.pattern, clean, re.ASCII) or _is_placeholder(clean):
        raise Unfit(
            _("Nomor %(name)s ditulis %(shape)s. Periksa lagi suratnya.")
            % {"name": kind.name, "shape": kind.shape}
        )
    return clean


def _is_placeholder(clean: str) -> bool:
    digits = re.sub(r"\D", "", clean)
    return len(digits) >= 9 and len(set(digits)) == 1


def parts(kind: str, clean: str) -> list[tuple[str, str]]:
    """What the digits of a SPP-IRT number say. Other numbers are not decoded."""
    if kind != "pirt":
        return []
    told = [
        (_("kemasan"), PACKAGING.get(clean[0], _("tidak dikenal"))),
        (_("jenis pangan"), clean[1:3]),
        (_("provinsi dan kota"), f"{clean[3:5]}.{clean[5:7]}"),
        (_("produk ke-"), clean[7:9]),
        (_("nomor perusahaan"), clean[9:13]),
        (_("tahun berakhir"), f"20{clean[14:16]}"),
    ]
    return [(str(label), value) for label, value in told]


def ends_in(kind: str, clean: str) -> int | None:
    """The year in which the number itself says that it ends."""
    return 2000 + int(clean[14:16]) if kind == "pirt" else None


def doubt(kind: str, clean: str, expires_on: date | None) -> str:
    """What an officer should look at: the number and the date do not agree."""
    year = ends_in(kind, clean)
    if year is not None and expires_on is not None and expires_on.year != year:
        return _("Nomor ini berakhir tahun %(year)d, tetapi tanggal berakhirnya ditulis %(on)s.") % {
            "year": year, "on": f"{expires_on:%d/%m/%Y}",
        }  # fmt: skip
    if kind == "pirt" and clean[0] not in PACKAGING:
        return _("Angka pertama (kemasan) tidak dikenal.")
    return ""


def due_reminders(days_left: int) -> list[int]:
    """Which reminders are due; the nearest last. One that was missed is not sent when a nearer one is due."""
    return [days for days in REMIND if days_left <= days][-1:] if days_left >= 0 else []
