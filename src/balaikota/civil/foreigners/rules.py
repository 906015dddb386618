"""Yes or no about a stay permit."""

from datetime import date


def is_valid(ends_on: date, today: date) -> bool:
    """A permit is good through its last day."""
    return today <= ends_on


def is_ending(ends_on: date, today: date, days: int = 30) -> bool:
    """Rule itap-renew: the last 30 days of a permit."""
    return 0 <= (ends_on - today).days <= days
