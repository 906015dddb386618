"""Identifiers that sort by the moment they were made: UUID version 7 (RFC 9562, section 5.7)."""

import secrets
import time
import uuid


def uuid7() -> uuid.UUID:
    """48 bits of Unix milliseconds, 12 bits of the rest of the millisecond (method 3), 62 random bits.

    For rows that are read in the order they came. Not for secrets: the moment can be read from it.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    moment = milliseconds << 80 | 7 << 76 | (rest * 4096 // 1_000_000) << 64
    return uuid.UUID(int=moment | 0b10 << 62 | secrets.randbits(62))
