"""What a NIK, a nomor KK and a name must look like. Pure rules: nothing here knows who exists.

Structure proves nothing about existence: there is no check digit, only Dukcapil can confirm a NIK. The NIK
never changes after a correction and does not follow a move (Permendagri 108/2019 pasal 15, PP 40/2019 pasal
30), so digits that disagree with the recorded data warn and never block. Names: Permendagri 73/2022.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import phonenumbers
from django.utils.translation import gettext_lazy as _

from balaikota.kit import city, names
from balaikota.kit.composing import composed

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Effect = Literal["block", "warn", "info"]


@dataclass(frozen=True)
class Finding:
    """One remark about a value: its rule, what it does, and a sentence that says how to mend it."""

    rule: str
    effect: Effect
    sentence: "str | _StrPromise"


# Spaces, dots and hyphens in every form that copying from a document brings along.
_FILLING = re.compile(r"[\s.\-\u00ad\u200b-\u200f\u2010-\u2015\u2060\ufeff]+")
_SIXTEEN = re.compile(r"[0-9]{16}")
_COUNTING = "1234567890123456"


def clean_number(text: str) -> str:
    """The number without spaces, dots and hyphens."""
    return _FILLING.sub("", text)


def is_placeholder(number: str) -> bool:
    """A number typed because something had to be typed (0, 1111…, 1234567890123456). It identifies nobody."""
    return number.startswith("0") or len(set(number)) <= 1 or number == _COUNTING


def _date_in(century: int, ddmmyy: str) -> date | None:
    try:
        return date(century + int(ddmmyy[4:]), int(ddmmyy[2:4]), int(ddmmyy[:2]))
    except ValueError:
        return None


def birth_dates_possible(nik: str, *, until: date | None = None) -> list[date]:
    """Every birth date the digits allow. There are usually two: the NIK alone never tells the century."""
    day = int(nik[6:8])
    ddmmyy = f"{day - 40 if day > 40 else day:02}{nik[8:12]}"
    dates = [found for century in (1900, 2000) if (found := _date_in(century, ddmmyy))]
    return [found for found in dates if until is None or found <= until]


def sex_in(nik: str) -> str:
    """The sex as the day of birth tells it: plus 40 for women."""
    return "perempuan" if int(nik[6:8]) > 40 else "laki-laki"


# What each rule does and says; a second word tells apart the ways to break one rule.
_SAYINGS: dict[str, tuple[Effect, "_StrPromise"]] = {
    "nik-temp": (
        "block",
        _(
            "Nomor ini nomor sementara, bukan NIK. Salin 16 angka dari KTP-el atau KK; "
            "jika belum punya NIK, kosongkan."
        ),
    ),
    "nik-16": (
        "block",
        _("NIK terdiri dari tepat 16 angka, tanpa huruf. Periksa lagi pada KTP-el atau KK."),
    ),
    "nik-day": (
        "block",
        _(
            "Angka ke-7 dan ke-8 NIK harus 01–31, atau 41–71 untuk perempuan. "
            "Periksa lagi pada KTP-el atau KK."
        ),
    ),
    "nik-date": (
        "block",
        _(
            "Angka ke-7 sampai ke-12 NIK bukan tanggal yang ada pada kalender. "
            "Periksa lagi pada KTP-el atau KK."
        ),
    ),
    "nik-serial": (
        "block",
        _("Empat angka terakhir NIK tidak mungkin 0000. Periksa lagi pada KTP-el atau KK."),
    ),
    "nik-region": (
        "warn",
        _(
            "Enam angka pertama NIK tidak ada pada daftar wilayah sekarang. Wilayah dapat berubah; "
            "lanjutkan jika sama dengan KTP-el."
        ),
    ),
    "nik-as-kk": (
        "block",
        _(
            "NIK dan nomor KK berisi angka yang sama. NIK ada pada KTP-el; "
            "nomor KK ada di bagian atas Kartu Keluarga."
        ),
    ),
    "nik-vs-data": (
        "warn",
        _(
            "NIK tidak cocok dengan tanggal lahir atau jenis kelamin yang diisi. Periksa keduanya; "
            "jika data pernah dibetulkan, NIK memang tidak berubah dan Anda dapat melanjutkan."
        ),
    ),
    "nik-vs-home": (
        "info",
        _("NIK diterbitkan di wilayah lain. Itu wajar: NIK tidak ikut berubah ketika pindah alamat."),
    ),
    "kk-16": (
        "block",
        _("Nomor KK terdiri dari tepat 16 angka. Salin dari bagian atas Kartu Keluarga, di bawah judul."),
    ),
    "kk-date": (
        "warn",
        _(
            "Angka ke-7 sampai ke-12 nomor KK biasanya tanggal pencatatan, tetapi yang ini bukan. "
            "Pastikan bukan NIK yang tersalin; lanjutkan jika sama dengan Kartu Keluarga."
        ),
    ),
    "N1": ("warn", _("Nama sebaiknya paling sedikit dua kata. Nama satu kata tetap dapat dilanjutkan.")),
    "N2": ("block", _("Nama paling banyak 60 huruf termasuk spasi. Pendekkan nama agar muat pada dokumen.")),
    "N3": (
        "block",
        _(
            "Nama hanya berisi huruf dan spasi, tanpa angka, titik, koma, petik, atau tanda lain. "
            "Hapus tandanya."
        ),
    ),
    "N3 title": (
        "block",
        _(
            "Gelar akademik atau keagamaan tidak dicantumkan pada akta. Hapus gelarnya; "
            "gelar dapat ditambahkan pada KK dan KTP-el."
        ),
    ),
    "N3 letter": (
        "block",
        _("Nama tidak boleh disingkat. Tulis lengkap kata yang hanya berisi satu huruf."),
    ),
    "N4": (
        "block",
        _("Nama ditulis dengan huruf Latin A–Z. Tulis tanpa tanda aksen atau dengan ejaan Latin."),
    ),
    "N5": (
        "warn",
        _(
            "Nama sebaiknya mudah dibaca dan tidak bermakna buruk. Periksa ejaannya; "
            "Anda tetap dapat melanjutkan."
        ),
    ),
    "N6": (
        "info",
        _(
            "Nama pada dokumen yang terbit sebelum aturan ini tetap berlaku; "
            "tulis persis seperti pada dokumen."
        ),
    ),
}


def _found(saying: str) -> Finding:
    effect, sentence = _SAYINGS[saying]
    return Finding(saying.split(maxsplit=1)[0], effect, sentence)


def nik_faults(nik: str, *, is_known: Callable[[str], bool] | None = None) -> list[Finding]:
    """What is wrong with a NIK by itself. `is_known` answers for its first six digits, which only warn."""
    nik = clean_number(nik)
    if is_placeholder(nik):
        return [_found("nik-temp")]
    if not _SIXTEEN.fullmatch(nik):
        return [_found("nik-16")]
    faults = []
    day = int(nik[6:8])
    if not (1 <= day <= 31 or 41 <= day <= 71):
        faults.append("nik-day")
    elif not birth_dates_possible(nik):
        faults.append("nik-date")
    if nik[12:] == "0000":
        faults.append("nik-serial")
    if is_known is not None and not is_known(nik[:6]):
        faults.append("nik-region")
    return [_found(fault) for fault in faults]


def nik_versus(
    nik: str,
    tanggal_lahir: date | None,
    jenis_kelamin: str | None,
    kk: str | None = None,
    kecamatan: str | None = None,
) -> list[Finding]:
    """Where a NIK and the recorded data disagree. Nothing to say about a NIK that is faulty by itself.

    `kecamatan` is the code of the home's kecamatan, dotted or not.
    """
    nik = clean_number(nik)
    findings = []
    if kk and clean_number(kk) == nik:
        findings.append("nik-as-kk")
    if not nik_faults(nik):
        is_other_date = tanggal_lahir and tanggal_lahir not in birth_dates_possible(nik)
        if is_other_date or (jenis_kelamin and jenis_kelamin != sex_in(nik)):
            findings.append("nik-vs-data")
        if kecamatan and clean_number(kecamatan) != nik[:6]:
            findings.append("nik-vs-home")
    return [_found(finding) for finding in findings]


def kk_faults(kk: str, today: date) -> list[Finding]:
    """What is wrong, or odd, about a nomor KK by itself."""
    kk = clean_number(kk)
    if not _SIXTEEN.fullmatch(kk) or is_placeholder(kk):
        return [_found("kk-16")]
    recorded = _date_in(2000, kk[6:12])
    return [_found("kk-date")] if recorded is None or recorded > today else []


# Degrees that are also names: only capitals give them away, when the rest is not in capitals too.
_TITLES_IN_CAPITALS = frozenset({"SE", "ST", "SS", "MA", "SP", "BA", "AK"})
_ABBREVIATIONS = {
    "muh": "Muhammad", "moh": "Mohammad", "moch": "Mochammad", "mhd": "Muhammad", "muhd": "Muhammad",
    "md": "Muhammad", "abd": "Abdul", "abdr": "Abdurrahman", "br": "Boru",
}  # fmt: skip
_UNFORTUNATE = frozenset(
    {"setan", "iblis", "tuhan", "anjing", "babi", "bangsat", "hantu", "mayat", "bodoh", "gila"}
)
_HARD_TO_READ = re.compile(
    r"([a-z])\1\1|(?:ng|ny|sy|kh|[bcdfghjklmnpqrstvwxz]){5,}|[bcdfghjklmnpqrstvwxz]{6,}"
)


def name_findings(name: str, *, issued_before: bool = False) -> list[Finding]:
    """Remarks on a name for a civil record; on a document issued before 2022 it stays as it is (rule N6)."""
    if issued_before:
        return [_found("N6")]
    name = composed(" ".join(name.split()))
    words = name.split()
    findings = []
    if len(name) > 60:
        findings.append(_found("N2"))
    findings += _name_letters(name)
    findings += _name_words(words, is_capitals=name.isupper())
    if len(words) < 2:
        findings.append(_found("N1"))
    if any(word in _UNFORTUNATE or _HARD_TO_READ.search(word) for word in name.lower().split()):
        findings.append(_found("N5"))
    return findings


def _name_letters(name: str) -> list[Finding]:
    # Marks (Mn) belong to a letter: they fall under N4, everything else that is no letter under N3.
    letters = [sign for sign in name if sign.isalpha() or unicodedata.category(sign) == "Mn"]
    findings = []
    if len(letters) + name.count(" ") < len(name):
        findings.append(_found("N3"))
    if not all(sign.isascii() for sign in letters):
        findings.append(_found("N4"))
    return findings


def _name_words(words: list[str], *, is_capitals: bool) -> list[Finding]:
    """Titles and abbreviations. Dots are a fault of their own: "S.H." is still recognised as a title."""
    plain = ["".join(sign for sign in word if sign.isalpha()) for word in words]
    if any(_is_title(word, place, is_capitals) for place, word in enumerate(plain)):
        return [_found("N3 title")]
    for place, word in enumerate(plain):
        if full := _ABBREVIATIONS.get(word.lower()):
            return [_abbreviated(word, full)]
        # Balinese men are called I: I Made, I Gusti, I Wayan.
        if len(word) == 1 and not (place == 0 and word in "Ii" and len(plain) > 1):
            return [_found("N3 letter")]
    return []


def _is_title(word: str, place: int, is_capitals: bool) -> bool:
    low = word.lower()
    if place == 0:
        return low in names.TITLES_BEFORE
    is_degree = word in _TITLES_IN_CAPITALS and not is_capitals
    return low in names.TITLES_AFTER or low in {"hj", "drs", "dra"} or is_degree


def _abbreviated(word: str, full: str) -> Finding:
    sentence = _("“%(word)s” adalah singkatan. Tulis lengkap, misalnya “%(full)s”.")
    return Finding("N3", "block", sentence % {"word": word, "full": full})


def clean_phone(text: str) -> str | None:
    """A phone number in international form (E.164); a number without country code is Indonesian."""
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


# --- passwords ------------------------------------------------------------------------------------

#: Letters a password with words of data/city-words.txt must hold besides them.
OF_ONES_OWN = 6
_CITY_WORDS = Path(__file__).parent / "data" / "city-words.txt"


@cache
def _city_words() -> "re.Pattern[str]":
    lines = (line.strip() for line in city.file("city-words.txt", _CITY_WORDS).read_text().splitlines())
    words = sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def beyond_city_words(password: str) -> str:
    """The letters of a password without the words everybody would try first: the city, its offices, its posts."""
    letters = "".join(sign for sign in password.lower() if sign.isalpha())
    return _city_words().sub("", letters)


def is_of_city_words(password: str) -> bool:
    """Whether such words are in it, and little else. Figures and signs that somebody drew are not asked for letters."""
    own = len(beyond_city_words(password))
    return own < min(OF_ONES_OWN, sum(map(str.isalpha, password.lower())))
