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


def uuid7s(count: int) -> list[str]:
    """As many at once, as texts, in order: each a tick (1/4096 of a millisecond) after the one before."""
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    first, chance = milliseconds << 12 | rest * 4096 // 1_000_000, secrets.token_hex(8 * count)
    made, prefix = [], ""
    for n in range(count):
        tick = first + n & 4095
        if not tick or not prefix:
            moment = f"{first + n >> 12:012x}"
            prefix = f"{moment[:8]}-{moment[8:]}-7"
        random = chance[16 * n : 16 * n + 16]
        made.append(f"{prefix}{tick:03x}-{_VARIANT[random[0]]}{random[1:4]}-{random[4:]}")
    return made


#: The first of these four bits are 10 (RFC 9562, section 4.1); the other two are left to chance.
_VARIANT = {f"{digit:x}": f"{8 | digit & 3:x}" for digit in range(16)}
