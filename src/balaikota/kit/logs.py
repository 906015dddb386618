"""What the log may hold. An exception can quote what somebody typed; a number of 16 digits never gets through."""

import re
from typing import Any

_SIXTEEN = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")


def without_numbers(value: Any) -> Any:
    """The same value with every NIK or KK, however it is spaced, replaced by dots."""
    if isinstance(value, str):
        return _SIXTEEN.sub("••••", value)
    if isinstance(value, dict):
        return {without_numbers(name): without_numbers(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [without_numbers(each) for each in value]
    return value


def scrub(logger: Any, method: str, entry: Any) -> Any:
    """A structlog processor: the last one before the line is written."""
    return without_numbers(entry)
