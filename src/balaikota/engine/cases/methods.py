"""Pure parts: case numbers, tracking secrets, and answers put together from what is known and what was typed."""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Any

# No 0 O 1 I L U: nobody mixes them up when reading a slip of paper aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_LENGTH = 10


def case_number(prefix: str, year: int, serial: int) -> str:
    return f"{prefix}-{year}-{serial:05d}"


def tracking_secret(index_key: str, case_id: str) -> str:
    """Derived from the case, so that a replayed submission shows the same receipt and nothing readable is kept."""
    digest = hmac.new(base64.b64decode(index_key), f"tracking:{case_id}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(SECRET_LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def as_typed_secret(text: str) -> str:
    """What a person copied from paper: spaces and hyphens do not matter, nor does case."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def at_path(facts: Mapping[str, Any], path: str) -> Any:
    """`pemohon.nama` in nested facts, or None."""
    here: Any = facts
    for name in path.split("."):
        if not isinstance(here, Mapping):
            return None
        here = here.get(name)
    return here


def known(questions: Iterable[Any], facts: Mapping[str, Any], *, locked_only: bool) -> dict[str, Any]:
    """What the facts answer by themselves. A locked answer is always taken from here, whatever was posted."""
    found = {}
    for question in questions:
        if question.prefill and (question.locked or not locked_only):
            value = at_path(facts, question.prefill)
            if value is not None or question.locked:
                found[question.name] = value
    return found


def file_ids(value: Any) -> list[str]:
    """The ids in a file answer, which is a list, one id, or nothing."""
    if not value:
        return []
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def mask(value: Any) -> str:
    """A NIK or nomor KK on screen: the region and the serial, not the rest."""
    digits = str(value or "")
    return f"{digits[:6]}••••••{digits[-4:]}" if len(digits) == 16 else digits
