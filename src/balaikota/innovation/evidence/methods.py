"""Months, the plan's digest, the words of a finding, and how strong it is as proof (Nesta's five levels)."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

#: What the digest of a plan covers, in this order.
SEALED = (
    "title", "outcome", "service", "figure", "unit", "better", "wanted", "starts", "beside", "first_month",
    "last_month", "review_on", "other_causes", "forecast",
)  # fmt: skip
WHOLE_CITY = "kota"
FEWEST = 3  # cases of a unit in a month; a month with fewer says little


def digest(said: Mapping[str, Any]) -> str:
    """The same plan gives the same digest on every machine; any change of it gives another."""
    kept = {name: said[name] for name in SEALED}
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def months(first: str, last: str) -> list[str]:
    """`2024-11`, `2024-12`, `2025-01` … up to and with `last`; empty when it lies before `first`."""
    at, end, told = _count(first), _count(last), []
    while at <= end:
        told.append(f"{at // 12:04d}-{at % 12 + 1:02d}")
        at += 1
    return told


def _count(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def is_month(text: str) -> bool:
    parts = text.split("-")
    if len(parts) != 2 or not (len(parts[0]) == 4 and len(parts[1]) == 2 and "".join(parts).isdecimal()):
        return False
    return 2000 <= int(parts[0]) <= 2100 and 1 <= int(parts[1]) <= 12


def month_of(day: date | datetime) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def month_told(month: str) -> str:
    """A month as people say it: "September 2025"."""
    return date_format(date.fromisoformat(f"{month}-01"), "F Y")


def shifted(month: str, by: int) -> str:
    at = _count(month) + by
    return f"{at // 12:04d}-{at % 12 + 1:02d}"


def between(first: str, last: str) -> int:
    return _count(last) - _count(first)


Rows = Mapping[str, Mapping[str, float]]


def whole_rows(rows: Rows, wanted: Sequence[str], spans: Sequence[str]) -> dict[str, list[float]]:
    """The units that have a value in every month, in the order wanted; a unit with a hole is left out, not patched."""
    return {
        unit: [rows[unit][month] for month in spans]
        for unit in wanted
        if unit in rows and all(month in rows[unit] for month in spans)
    }


def chance(p: float) -> str:
    """A p-value as people read it."""
    return "< 0,001" if p < 0.001 else f"{p:.3f}".replace(".", ",")


# --- words ----------------------------------------------------------------------------------------


def number(value: float | None) -> str:
    """As the city writes it: 1.234,5 with as many places as say something."""
    if value is None:
        return "–"
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{abs(value):,.{places}f}".translate(str.maketrans(",.", ".,"))
    return f"−{text}" if value < 0 else text


def sentence(found: Mapping[str, Any], *, what: str, unit: str, where: str) -> str:
    """The finding in one plain sentence: what changed, how sure, and never more than was shown."""
    edges = [found.get("low") or 0.0, found.get("high") or 0.0]
    if found["verdict"] in ("shown", "worse"):
        edges = sorted(abs(edge) for edge in edges)  # the direction is said in a word
    told = {
        "what": what, "unit": unit, "where": where, "size": number(abs(found.get("effect") or 0.0)),
        "low": number(edges[0]), "high": number(edges[1]),
    }  # fmt: skip
    direction = _("turun") if (found.get("effect") or 0.0) < 0 else _("naik")
    return _SENTENCES[found["verdict"]]() % (told | {"direction": direction})


_SENTENCES = {
    "shown": lambda: _(
        "%(what)s di %(where)s %(direction)s %(size)s %(unit)s karena inovasi ini; kami yakin 95%% bahwa perubahannya"
        " antara %(low)s dan %(high)s %(unit)s."
    ),
    "worse": lambda: _(
        "%(what)s di %(where)s %(direction)s %(size)s %(unit)s, berlawanan dengan yang diharapkan; kami yakin 95%%"
        " bahwa perubahannya antara %(low)s dan %(high)s %(unit)s."
    ),
    "not_shown": lambda: _(
        "Pengaruh pada %(what)s di %(where)s tidak terbukti: perubahan antara %(low)s dan %(high)s %(unit)s"
        " cocok dengan catatan kota."
    ),
    "unsure": lambda: _(
        "Apakah %(what)s di %(where)s berubah karena inovasi ini tidak dapat dipastikan: satu cara menghitung melihat"
        " perubahan %(size)s %(unit)s, tetapi pemeriksaannya tidak mendukung."
    ),
    "early": lambda: _(
        "Terlalu dini untuk menilai %(what)s di %(where)s: catatan kota belum cukup panjang, jadi tidak ada angka yang"
        " disebutkan."
    ),
}  # fmt: skip


def doubts_told(doubts: Iterable[str]) -> list[str]:
    """What speaks against the finding, each in a sentence."""
    told = {
        "second_disagrees": _("Cara kedua tidak sependapat dengan cara pertama."),
        "placebos": _("Cara yang sama juga melihat perubahan pada bulan-bulan ketika tidak terjadi apa-apa."),
        "drift": _("Sudah sebelum mulai, tempat ini bergerak menjauh dari pembandingnya."),
        "rank": _("Tempat lain tanpa inovasi ini menyimpang sama jauhnya dari kembarannya."),
    }
    return [told[doubt] for doubt in doubts if doubt in told]


def design_told(design: str) -> str:
    return {
        "series": _("Deret waktu terputus dengan galat AR(1)"),
        "compared": _("Selisih ganda (difference in differences)"),
        "synthetic": _("Kendali sintetis"),
        "staggered": _("Studi peristiwa dengan mulai bertahap"),
        "early": _("Belum ada: data belum cukup"),
    }[design]


def method_told(method: str) -> str:
    return {
        "its_ar1": _("deret waktu terputus, galat AR(1), semua nilai autokorelasi ditimbang"),
        "structural": _("model struktural tingkat lokal"),
        "did": _("selisih ganda, wild bootstrap"),
        "gap_ar1": _("jarak ke pembanding, galat AR(1)"),
        "synthetic_control": _("kendali sintetis dari hasil sebelum mulai"),
        "event_study": _("studi peristiwa, permutasi saat mulai"),
    }.get(method, method)


# --- strength -------------------------------------------------------------------------------------


def level(verdict: str, design: str, *, has_plan: bool, repeats: int = 0, has_manual: bool = False) -> int:
    """Nesta's level: 1 an account, 2 a change, 3 a comparison shows the cause, 4 repeated elsewhere, 5 a manual too."""
    if verdict != "shown":
        return 1 if has_plan else 0
    if design == "series":
        return 2
    if repeats >= 2 and has_manual:
        return 5
    return 4 if repeats else 3
