"""Reading what people type, as Indonesians write it: numbers, dates, times, telephones, lines of text.

Each function gives the clean value or raises `Unfit` with a sentence that says how to mend it.
"""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from balaikota.kit.composing import composed

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni",
          "Juli", "Agustus", "September", "Oktober", "November", "Desember")  # fmt: skip

# Also what is unseen or turns the direction of reading: `\u202e` would show a name backwards.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_DATE = re.compile(r"(\d{1,2})[\s/.\-]+([A-Za-z]{3,9}|\d{1,2})[\s/.\-]+(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d{1,6})?", re.ASCII)
_FAR = 10**15
_PLAIN = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,6})?", re.ASCII)


class Unfit(ValueError):
    """What was typed cannot be an answer; the sentence says how to mend it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def written(typed: Any) -> str:
    """What was typed when it is text, else nothing."""
    return typed if isinstance(typed, str) else ""


def as_posted(typed: Any) -> str:
    """As it came, without the carriage returns of forms: a counted letter is a letter. PostgreSQL keeps no NUL."""
    return written(typed).replace("\r\n", "\n").replace("\x00", "")


def text(typed: Any, *, most: int, is_long: bool = False) -> str:
    """Composed letters, no control signs; a short text is one line with single spaces."""
    if not isinstance(typed, str):
        raise Unfit(_("Isi dengan tulisan."))
    clean = _CONTROL.sub("", composed(typed.replace("\r\n", "\n")))
    clean = clean.strip() if is_long else " ".join(clean.split())
    if len(clean) > most:
        raise Unfit(
            _("Paling banyak %(most)d huruf; tulisan ini %(now)d huruf.") % {"most": most, "now": len(clean)}
        )
    return clean


def number(typed: Any) -> float:
    """A number as written in Indonesia: 1.234.567,5 has dots for thousands and a decimal comma."""
    if isinstance(typed, int | float) and not isinstance(typed, bool) and abs(typed) < _FAR:
        return float(typed)
    clean = written(typed).strip().replace(" ", "").removeprefix("Rp")
    if _GROUPED.fullmatch(clean):
        clean = clean.replace(".", "")
    elif not _PLAIN.fullmatch(clean):
        raise Unfit(_("Tulis dengan angka, misalnya 3 atau 3,2."))
    if abs(value := float(clean.replace(",", "."))) >= _FAR:
        raise Unfit(_("Jumlah ini terlalu besar. Periksa angkanya."))
    return value


def whole_number(typed: Any) -> int:
    value = number(typed)
    if value != int(value):
        raise Unfit(_("Tulis angka bulat tanpa koma."))
    return int(value)


def counted(said: str, *, most: int) -> int | None:
    """A whole number as addresses and hidden fields have it: plain digits, at most `most`; else none. (`²` is a digit
    to Python, and no number; one of five thousand digits is one that it does not read.)"""
    is_plain = said.isascii() and said.isdigit() and len(said) <= len(str(most))
    return int(said) if is_plain and int(said) <= most else None


def month_number(typed: str) -> int | None:
    """3 for `3`, `03`, `Maret` or `mar`."""
    typed = typed.strip().lower()
    if typed.isascii() and typed.isdigit():
        return int(typed) if len(typed) <= 2 and 1 <= int(typed) <= 12 else None
    named = [n for n, month in enumerate(MONTHS, 1) if len(typed) >= 3 and month.lower().startswith(typed)]
    return named[0] if len(named) == 1 else None


def day(typed: Any) -> str:
    """An ISO date from 31/12/2025, 31 Desember 2025, 2025-12-31, or three parts (hari, bulan, tahun)."""
    if isinstance(typed, date):
        return typed.isoformat()
    if isinstance(typed, Mapping):
        return _calendar_day(*(str(typed.get(part) or "").strip() for part in ("hari", "bulan", "tahun")))
    typed = str(typed).strip()
    if match := _ISO.fullmatch(typed):
        return _calendar_day(match[3], match[2], match[1])
    if match := _DATE.fullmatch(typed):
        return _calendar_day(*match.groups())
    raise Unfit(_("Tulis tanggal seperti 31/12/2025."))


def _calendar_day(day: str, month: str, year: str) -> str:
    for part, name in ((day, _("hari")), (month, _("bulan")), (year, _("tahun"))):
        if not part:
            raise Unfit(_("Isi juga %s pada tanggal.") % name)
    number = month_number(month)
    if number is None:
        raise Unfit(_("Bulan diisi angka 1 sampai 12."))
    if not re.fullmatch(r"\d{1,2}", day, re.ASCII):
        raise Unfit(_("Hari diisi angka 1 sampai 31."))
    if not re.fullmatch(r"(?:1[89]|2\d)\d\d", year, re.ASCII):
        raise Unfit(_("Tulis tahun dengan empat angka, misalnya 1990."))
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        leap = f" {year}" if number == 2 and day == "29" else ""
        raise Unfit(
            _("Tanggal %(date)s tidak ada.") % {"date": f"{int(day)} {MONTHS[number - 1]}{leap}"}
        ) from None


def clock(typed: Any) -> str:
    """07:30 for 7.30, 07:30, 0730 or 7 30."""
    match = _TIME.fullmatch(written(typed).strip())
    try:
        if match:
            return time(int(match[1]), int(match[2] or 0)).isoformat("minutes")
    except ValueError:
        pass
    raise Unfit(_("Tulis jam seperti 07.30 atau 21.15."))


def phone(typed: Any) -> str:
    """A telephone number in E.164; without a country it is Indonesian."""
    try:
        number = phonenumbers.parse(written(typed), "ID")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise Unfit(_("Tulis nomor telepon yang benar, misalnya 0812 3456 7890."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email(typed: Any) -> str:
    address = written(typed).strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Unfit(_("Tulis alamat email yang benar, misalnya nama@contoh.id.")) from None
    return address
