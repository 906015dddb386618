"""What may be published."""

import re
from datetime import date

_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def is_period(text: str) -> bool:
    """A year, a month or a day as ISO 8601 writes them: 2026, 2026-11, 2026-11-25."""
    match = _PERIOD.fullmatch(text)
    if not match:
        return False
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
