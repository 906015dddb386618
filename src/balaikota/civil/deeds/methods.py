"""Numbers and dates in words, as a kutipan writes them."""

from datetime import date

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
