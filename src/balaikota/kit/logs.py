"""What the log may hold. An exception can quote what somebody typed; a number of 16 digits never gets through."""

import json
import logging
import os
import re
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog

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


class Lines(structlog.PrintLogger):
    """Lines to standard output. One that its full disk does not take is dropped: what was being said is not undone by it."""

    def msg(self, message: str) -> None:
        with suppress(OSError):
            super().msg(message)

    log = debug = info = warn = warning = error = critical = fatal = failure = err = exception = msg


def scrub(logger: Any, method: str, entry: Any) -> Any:
    """A structlog processor: the last one before the line is written."""
    return without_numbers(entry)


class LastErrors(logging.Handler):
    """Keeps the last errors of all processes for the operator: which kind and where in our code, never its words.

    An exception's words may quote a person; its kind and place do not. Lines are appended whole, and a file grown large
    becomes the one before.
    """

    LARGE = 256 * 1024

    def __init__(self, place: str) -> None:
        super().__init__(logging.ERROR)
        self.place = Path(place)

    def emit(self, record: logging.LogRecord) -> None:
        fault = record.exc_info[1] if record.exc_info else None
        told = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "kind": type(fault).__name__ if fault else record.name,
            "place": where(fault) if fault else f"{record.module}:{record.lineno}",
            "request_id": request_of(fault),
        }
        with suppress(OSError):
            if self.place.exists() and self.place.stat().st_size > self.LARGE:
                os.replace(self.place, self.place.with_suffix(".old"))
            with os.fdopen(os.open(self.place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as file:
                file.write(json.dumps(told) + "\n")


def request_of(fault: BaseException | None) -> str:
    """The id of the request in hand, or of the one that the failed job began with."""
    known = structlog.contextvars.get_contextvars().get("request_id")
    return str(known or getattr(fault, "request_id", ""))


def where(fault: BaseException) -> str:
    """The last line of our own code that the exception passed."""
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "balaikota" in Path(frame.filename).parts] or frames
    if not ours:
        return ""
    path = Path(ours[-1].filename)
    return f"{'/'.join(path.parts[-3:])}:{ours[-1].lineno}"


def last_lines(place: Path, count: int) -> list[dict[str, Any]]:
    """The last so many errors, the newest last."""
    try:
        text = place.read_text()
    except OSError:
        return []
    found = []
    for line in text.splitlines()[-count:]:
        with suppress(json.JSONDecodeError):
            found.append(json.loads(line))
    return found
