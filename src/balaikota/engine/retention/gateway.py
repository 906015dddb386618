"""The list of erasures: one line each in a file beside the database, so that it outlives a restore."""

import json
import os
from typing import Any

from django.conf import settings


def note(entry: dict[str, Any]) -> None:
    """Add one line and see it onto the disk. The same line twice does no harm: a replay finds nothing left."""
    folder = settings.ERASURES_FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(
        os.open(folder / "list.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab"
    ) as file:
        file.write(json.dumps(entry, sort_keys=True).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
