"""Signing as Standard Webhooks says, what is said, and how long to wait. Pure."""

import base64
import hashlib
import hmac
import json
import secrets
from datetime import datetime, timedelta

PREFIX = "whsec_"
#: Tries before a delivery is given up: with the waits below about 33 hours.
TRIES = 10
#: Faults of a server that is away; all others may be of the message alone.
AWAY = frozenset({"unreachable", "timeout", "broken_off", "http_502", "http_503", "http_504"})
#: The name of an event of the house, and the name under which a partner hears of it.
TOLD = {
    "partners.submitted": "case.submitted",
    "cases.step_passed": "case.step_passed",
    "cases.correction_asked": "case.correction_asked",
    "cases.repaired": "case.repaired",
    "cases.decided": "case.decided",
    "cases.withdrawn": "case.withdrawn",
    "documents.issued": "letter.issued",
}


def new_secret() -> str:
    """256 random bits; the specification asks for 192 to 512."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, webhook_id: str, at: int, body: str) -> str:
    """`v1,` and the base64 of HMAC-SHA-256 over `id.time.body`; `at` in Unix seconds."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{webhook_id}.{at}.{body}".encode(), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


def body(kind: str, at: datetime, *, number: str, service: str, link: str) -> str:
    """What a partner is told. Nothing about a person: whoever wants more asks the API, and is recorded."""
    told = {"number": number, "service": service, "link": link}
    return json.dumps({"type": kind, "timestamp": at.isoformat(), "data": told}, separators=(",", ":"))


def patience(attempts: int) -> timedelta:
    """5 minutes after the first failure, then twice as long each time, at most half a day."""
    doubled: int = 2 ** min(max(attempts - 1, 0), 10)
    return min(timedelta(minutes=5) * doubled, timedelta(hours=12))
