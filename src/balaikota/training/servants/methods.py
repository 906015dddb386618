"""NIP: 18 digits, the first eight the day of birth (Peraturan BKN tentang NIP); only its form is checked here."""

import re
from datetime import date

_NIP = re.compile(r"(\d{4})(\d{2})(\d{2})\d{10}")


def clean_nip(text: str) -> str:
    """The digits as typed, without the spaces and dots that papers put between them."""
    return re.sub(r"[\s.\-]", "", text)


def is_nip(nip: str) -> bool:
    """18 digits that begin with a day that exists."""
    found = _NIP.fullmatch(nip)
    if found is None:
        return False
    try:
        date(*(int(part) for part in found.groups()))
    except ValueError:
        return False
    return True
