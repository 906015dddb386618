"""Pure computation of this room: how long to wait, and how a recorded value is compared."""

import re
from datetime import timedelta

_SIGNS = re.compile(r"([^A-Za-z0-9\s])")


def patience(attempts: int) -> timedelta:
    """10 minutes after the first failure, then twice as long each time, at most six hours."""
    doubled: int = 2 ** min(max(attempts - 1, 0), 10)
    return min(timedelta(minutes=10) * doubled, timedelta(hours=6))


def pattern(value: str) -> str:
    """The recorded value as a pattern, whatever the capitals; for a condition in a service file."""
    return "(?i)^" + _SIGNS.sub(r"\\\1", value.strip()) + "$"
