"""What a city may levy for a late report, from its data file, and how many children a birth has."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from balaikota.civil.deeds import methods as words

FINES = Path(__file__).parent / "data" / "fines.toml"

# Permendagri 73/2022 came into force in April 2022; names on earlier documents stay (rule N6). The day
# itself was not in our sources: unverified.
NAME_RULES_SINCE = date(2022, 4, 21)


@lru_cache
def _fines() -> dict[str, dict[str, Any]]:
    fines: dict[str, dict[str, Any]] = tomllib.loads(FINES.read_text())["fines"]
    return fines


def late_birth_fine(city: str) -> dict[str, Any] | None:
    """What this city may levy for a birth reported late, or nothing."""
    return _fines().get(city)


def twins_in(kind: str) -> int:
    """How many children a birth has: `kembar_3` is 3."""
    return int(kind.removeprefix("kembar_")) if kind.startswith("kembar_") else 1


def nationalities(answers: dict[str, Any]) -> str:
    """What the register notes of a foreign child's nationality, both when a parent is a citizen."""
    country = str(answers.get("anak_negara") or "")
    is_dual = "wni" in (answers.get("ibu_kewarganegaraan"), answers.get("ayah_kewarganegaraan"))
    return f"kewarganegaraan: {country} dan Indonesia" if is_dual else f"kewarganegaraan: {country}"


def stillbirth(answers: dict[str, Any]) -> dict[str, Any]:
    """What the letter about a stillbirth says."""
    day = date.fromisoformat(answers["tanggal_lahir_mati"])
    return {
        "ibu": answers["ibu_nama"],
        "ayah": answers.get("ayah_nama") or "",
        "jenis_kelamin": answers["jenis_kelamin"],
        "minggu": answers["lama_kandungan"],
        "anak_ke": answers["anak_ke"],
        "tempat": answers["tempat_kelahiran"],
        "hari": words.day_name(day),
        "tanggal": words.date_short(day),
        "kata": words.date_in_words(day),
        "inggris": words.date_english(day),
    }
