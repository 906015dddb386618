"""Names as fingerprints, page keys, and what was typed into the search box."""

import re
import uuid
from collections.abc import Iterable
from datetime import datetime

from django.utils.dateparse import parse_datetime

from balaikota.kit.names import letters
from balaikota.kit.secrets import blind_number

SHORTEST, LONGEST = 3, 12
_NUMBER = re.compile(r"^[A-Za-z]{0,8}-?[0-9-]*$")


def words_of(name: str) -> list[str]:
    """The words of a name, in small letters without accents and marks."""
    return re.findall(r"[a-z0-9]+", letters(name).replace("'", ""))


def fingerprint(word: str) -> int:
    """64 bits of the keyed fingerprint of a word or of its beginning."""
    return blind_number("name-word", word)


def fingerprints(names: Iterable[str]) -> list[int]:
    """Of every word, and of its beginnings from three letters on, so that `melat` finds Melati."""
    words = {word[:LONGEST] for name in names for word in words_of(name)}
    parts = {word[:size] for word in words for size in range(SHORTEST, len(word) + 1)} | words
    return sorted(fingerprint(part) for part in parts)


def sought(text: str) -> list[int]:
    """The fingerprints a case must have to be found: one per word typed, three letters or more."""
    return [fingerprint(word[:LONGEST]) for word in words_of(text) if len(word) >= SHORTEST]


def is_number(text: str) -> bool:
    """Does this look like (the beginning of) a case number, or its running number alone?"""
    return bool(_NUMBER.match(text)) and any(char.isdigit() for char in text)


def key_of(moment: datetime, pk: uuid.UUID) -> str:
    return f"{moment.isoformat()}_{pk}"


def read_key(after: str) -> tuple[datetime, uuid.UUID] | None:
    """A page key from the address; anything else starts at the top."""
    moment, _, pk = after.partition("_")
    try:
        at = parse_datetime(moment.replace(" ", "+"))
        return (at, uuid.UUID(pk)) if at and at.tzinfo else None
    except ValueError:
        return None
