"""When somebody looked, and at whom, without saying who it was."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from balaikota.kit.worktime import WIB, Calendar, day_of

#: A look before or after these hours, or on a day off, is said to be outside working hours. Wider than any office's own
#: hours (Perpres 21/2023 leaves them to the city): what lies outside deserves a question, no more.
MORNING, EVENING = time(7), time(18)
PERIODS = (7, 30, 90)
#: How many signed heads the page shows, and the file gives: a month, and three years of days.
SHOWN, GIVEN = 31, 1100
#: The look of an auditor at what an officer opened.
OWN = "oversight.opened"


def days_of(said: Any) -> int:
    """One of the periods one may ask for; anything else is the middle one."""
    return int(said) if str(said) in {str(days) for days in PERIODS} else PERIODS[1]


def is_outside(at: datetime, is_working: Calendar) -> bool:
    """Is this moment outside working hours?"""
    return not is_working(day_of(at)) or not MORNING <= at.astimezone(WIB).time() < EVENING


def mark_of(resident: UUID | None) -> str:
    """What tells one resident's looks from another's on the auditor's page, such as `7f3a-91c0`: no name, no number."""
    return f"{resident.hex[:4]}-{resident.hex[4:8]}" if resident else ""
