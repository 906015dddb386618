"""Numbers and dates in words, as a kutipan writes them, and what a correction or a marginal note says."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from balaikota.kit import typed as typing

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
MONTHS_ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_UNITS = (
    "nol", "satu", "dua", "tiga", "empat", "lima",
    "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip


def in_words(number: int) -> str:
    """`2026` as `dua ribu dua puluh enam`; from 0 to 9,999."""
    if number < 12:
        return _UNITS[number]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    if number < 100:
        return _joined(f"{_UNITS[number // 10]} puluh", number % 10)
    if number < 200:
        return _joined("seratus", number % 100)
    if number < 1000:
        return _joined(f"{_UNITS[number // 100]} ratus", number % 100)
    if number < 2000:
        return _joined("seribu", number % 1000)
    return _joined(f"{in_words(number // 1000)} ribu", number % 1000)


def _joined(head: str, rest: int) -> str:
    return f"{head} {in_words(rest)}" if rest else head


def day_name(day: date) -> str:
    """The weekday of a birth, computed and never asked."""
    return DAYS[day.weekday()]


def date_in_words(day: date) -> str:
    """`dua November tahun dua ribu dua puluh enam`."""
    return f"{in_words(day.day)} {MONTHS[day.month - 1]} tahun {in_words(day.year)}"


def date_short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_english(day: date) -> str:
    return f"{day.day} {MONTHS_ENGLISH[day.month - 1]} {day.year}"


def rupiah(amount: int) -> str:
    return "Rp" + f"{amount:,}".replace(",", ".")


def age(born: date, on: date) -> int:
    """Whole years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


# --- what a correction writes ---------------------------------------------------------------------

DATES = {"tanggal_lahir", "tanggal_peristiwa"}
#: What the city also knows of the person themselves, by the part of the deed that is corrected.
ELEMENTS = {
    "nama_subjek": "name",
    "tempat_lahir": "tempat_lahir",
    "tanggal_lahir": "tanggal_lahir",
    "jenis_kelamin": "jenis_kelamin",
}
#: The same for form F-1.06, by which the KK and the KTP-el follow.
ON_THE_KK = {
    "name": "nama",
    "tempat_lahir": "tempat_lahir",
    "tanggal_lahir": "tanggal_lahir",
    "jenis_kelamin": "jenis_kelamin",
    "kewarganegaraan": "kewarganegaraan",
}


def corrected(part: str, typed: str) -> str | int:
    """What should have been written, as the register keeps it. Raises `Unfit` with a sentence."""
    if part in DATES:
        return typing.day(typed)
    if part == "pukul":
        return typing.clock(typed)
    if part == "anak_ke":
        return typing.whole_number(typed)
    if part == "jenis_kelamin" and typed.lower() not in ("laki-laki", "perempuan"):
        raise typing.Unfit(_("Tulis laki-laki atau perempuan."))
    return typed.lower() if part == "jenis_kelamin" else typing.text(typed, most=200)


def day_of(iso: str | None) -> str:
    return date_short(date.fromisoformat(iso)) if iso else "–"


def ruling(answers: Mapping[str, Any], word: str = "penetapan") -> str:
    """`penetapan Pengadilan Negeri … nomor 214/Pdt.P/2026 tanggal 10 November 2026`."""
    court, number = answers.get("pengadilan_nama") or "", answers.get(f"{word}_nomor") or "–"
    return f"{word} {court} nomor {number} tanggal {day_of(answers.get(f'{word}_tanggal'))}"


def note(text: str, english: str, on: date) -> dict[str, str]:
    """A marginal note (catatan pinggir) as the register and the kutipan have it."""
    return {"teks": text, "inggris": english, "tanggal": date_short(on)}


def decree(answers: Mapping[str, Any]) -> str:
    """`keputusan presiden nomor 11/PWI Tahun 2026 tanggal 1 September 2026`."""
    kind = answers["dasar_keputusan"]
    word = "keputusan presiden" if kind == "keppres" else "keputusan menteri"
    return f"{word} nomor {answers[f'{kind}_nomor']} tanggal {day_of(answers[f'{kind}_tanggal'])}"


def form_f106(
    applicant: "Person", row: Mapping[str, Any], element: str, was: Any, now: Any
) -> dict[str, Any]:
    """Form F-1.06 as the city fills it in for a change that a deed has brought (`row`: queries.household_row)."""
    return {
        "pemohon_nama": applicant.name,
        "pemohon_nik": applicant.nik,
        "pemohon_no_kk": row["nomor_kk"],
        "anggota": row["anggota"],
        "elemen": ON_THE_KK[element],
        "semula": str(was or ""),
        "menjadi": str(now),
    }
