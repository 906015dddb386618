"""The code at the door: eight letters that change every 30 seconds and belong to one session.

A code can only be computed with the city's key. It proves that somebody saw the screen in those 30 seconds; that it
was this person is made likely by their login and their phone, and seen by the officer at the door, whose screen names
everybody who comes in. A picture of the code can be sent to somebody elsewhere within the minute in which it counts; when
the officer has said where the screen stands, such a phone is too far away, or says no place, and waits for a look.
"""

import base64
import io
import math
import re
from datetime import UTC, datetime, timedelta

from balaikota.kit.secrets import blind_index

METRES_A_DEGREE = 111_195  # of latitude, on a sphere of 6,371 km
WINDOW = 30  # seconds one code is shown
FRESH = 3  # windows in which a code counts at once: the one on the screen and the two before
LATE = timedelta(minutes=30)  # so long a phone without network may bring its code
EARLY = timedelta(minutes=45)  # the door opens before the session begins
NEAR = 300  # metres from the screen within which a phone is at the door: a building and its yard
LOOSE = 1000  # metres by which a phone may be unsure of itself and still be believed
AFTER = timedelta(minutes=15)  # and closes after it ended


def window_of(at: datetime) -> int:
    return int(at.timestamp()) // WINDOW


def moment_of(window: int) -> datetime:
    return datetime.fromtimestamp(window * WINDOW, UTC)


def code(session_id: object, window: int) -> str:
    """The code a door shows in this window: `K7QM-2WXF`."""
    digest = bytes.fromhex(blind_index("training.door", f"{session_id}:{window}"))
    letters = base64.b32encode(digest)[:8].decode()
    return f"{letters[:4]}-{letters[4:]}"


def qr(text: str) -> str:
    """The code as SVG that fills whatever screen stands at the door."""
    import segno

    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False, omitsize=True)
    return drawn.getvalue().decode()


def cleaned(typed: str) -> str:
    """A code as typed, in the form in which it is shown; zero and one are taken for the letters they resemble."""
    letters = re.sub(r"[^A-Z2-7]", "", typed.upper().replace("0", "O").replace("1", "I"))[:8]
    return f"{letters[:4]}-{letters[4:]}"


def window_shown(session_id: object, typed: str, at: datetime) -> int | None:
    """In which window of the last half hour this code stood at this session's door; None when it never did."""
    now, wanted = window_of(at), cleaned(typed)
    oldest = now - int(LATE.total_seconds()) // WINDOW
    return next((each for each in range(now, oldest - 1, -1) if code(session_id, each) == wanted), None)


def is_fresh(window: int, at: datetime) -> bool:
    return window_of(at) - window < FRESH


def place_in(text: str) -> tuple[float, float, float] | None:
    """Latitude, longitude and how many metres the phone is unsure of: "3.5896,98.6739,25"; None when it said none."""
    try:
        lat, lon, unsure = (float(part) for part in text.split(","))
    except ValueError:
        return None
    is_somewhere = -90 <= lat <= 90 and -180 <= lon <= 180 and 0 <= unsure < math.inf
    return (lat, lon, unsure) if is_somewhere else None


def is_near(door: tuple[float, float], phone: tuple[float, float, float]) -> bool:
    """Distance drawn flat, which is exact to a few metres within a city; what the phone is unsure of is given it."""
    north = (phone[0] - door[0]) * METRES_A_DEGREE
    east = (phone[1] - door[1]) * METRES_A_DEGREE * math.cos(math.radians(door[0]))
    return math.hypot(north, east) - min(phone[2], LOOSE) <= NEAR


def opens_at(starts_at: datetime) -> datetime:
    """A code that is scanned earlier is refused, and locks nobody out."""
    return starts_at - EARLY


def is_open(starts_at: datetime, ends_at: datetime, at: datetime) -> bool:
    """A code is taken until a phone without network has had its half hour."""
    return opens_at(starts_at) <= at <= ends_at + AFTER + LATE


def digest(device: str) -> str:
    """What is kept of a phone's cookie."""
    return blind_index("training.phone", device) if device else ""
