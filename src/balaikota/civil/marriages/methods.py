"""What the kutipan of a marriage or a divorce prints."""

from datetime import date
from typing import Any

from balaikota.civil.deeds import methods as words

Answers = dict[str, Any]


def born(answers: Answers, number: int) -> date | None:
    said = answers.get(f"subjek{number}_tanggal_lahir")
    return date.fromisoformat(said) if said else None


def _side(answers: Answers, number: int) -> dict[str, str]:
    role, day = ("suami", "istri")[number - 1], born(answers, number)
    place = answers.get(f"subjek{number}_tempat_lahir")
    parts = (place, words.date_short(day) if day else None)
    return {
        "nama": answers[f"subjek{number}_nama"],
        "lahir": ", ".join(part for part in parts if part),
        "ayah": answers.get(f"{role}_ayah_nama") or "",
        "ibu": answers.get(f"{role}_ibu_nama") or "",
    }


def _day(said: str) -> dict[str, str]:
    day = date.fromisoformat(said)
    return {
        "hari": words.day_name(day),
        "tanggal": words.date_short(day),
        "kata": words.date_in_words(day),
        "inggris": words.date_english(day),
    }


def kutipan_kawin(answers: Answers) -> dict[str, Any]:
    """What the certificate of a marriage says; the one for the wife says the same and whose it is."""
    return {
        "untuk": "suami",
        "suami": _side(answers, 1),
        "istri": _side(answers, 2),
        "hari": _day(answers["tanggal_pemberkatan"]),
        "agama": (answers.get("kepercayaan") or answers.get("agama") or "").capitalize(),
        "pemuka": answers.get("pemuka_agama") or "",
        "penetapan": _decree(answers, "penetapan"),
    }


def kutipan_cerai(answers: Answers) -> dict[str, Any]:
    """What the certificate of a divorce says."""
    return {
        "untuk": "suami",
        "suami": _side(answers, 1),
        "istri": _side(answers, 2),
        "hari": _day(answers["inkrah_tanggal"]),
        "putusan": _decree(answers, "putusan"),
        "akta_kawin": answers["akta_kawin_nomor"],
    }


def _decree(answers: Answers, kind: str) -> str:
    """`Pengadilan Negeri Contoh nomor 12/Pdt.P/2026 tanggal 5 Oktober 2026`; empty when there is none."""
    number, on = answers.get(f"{kind}_nomor"), answers.get(f"{kind}_tanggal")
    if not number or not on:
        return ""
    return f"{answers['pengadilan_nama']} nomor {number} tanggal {words.date_short(date.fromisoformat(on))}"
