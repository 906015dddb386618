"""Whether this home keeps a continuous backup, where it goes, what PostgreSQL is told. Small: the supervisor loads it."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

from balaikota.config import postgres

STATE = postgres.BACKUPS_STATE


def folder() -> Path | None:
    """Where the continuous backup goes; None: nowhere."""
    given = os.environ.get("BALAIKOTA_BACKUPS", "")
    return Path(given).resolve() if given else None


def kept() -> int:
    """How many base backups, and with them the days one can go back to."""
    return max(1, int(os.environ.get("BALAIKOTA_BACKUPS_KEPT", "7")))


def state(place: Path) -> dict[str, Any]:
    """What the keeper last said; empty when it never did."""
    try:
        said: dict[str, Any] = json.loads((place / STATE).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return said


def tell(place: Path, said: dict[str, Any]) -> None:
    draft = place / f".{STATE}"
    draft.write_text(json.dumps(said))
    draft.chmod(0o600)
    draft.rename(place / STATE)


def prepare(place: Path) -> bool:
    """Before the server starts. The state file stands as long as the backup is on: other commands then keep the log too."""
    if folder() is None or not postgres.is_embedded():
        (place / STATE).unlink(missing_ok=True)
        return False
    if not (place / STATE).exists():
        tell(place, {})
    return True


def settings(place: Path) -> dict[str, str]:
    """PostgreSQL gives a finished piece of its log away when the keeper's marker says that it is sealed and synced.

    Each minute a piece is finished, full or not: that much is lost at most when the whole machine goes. The wait ends
    by itself, so that a server without its keeper still stops in time.
    """
    markers = postgres.markers(place)
    wait = f"i=0; until [ -f '{markers}/%f' ]; do i=$((i+1)); [ $i -gt 20 ] && exit 1; sleep 0.1; done"
    return {"archive_timeout": "60", "archive_command": wait}


def open_markers(place: Path) -> Path:
    """The folder of markers, which the database's own user may look into."""
    markers = postgres.markers(place)
    markers.mkdir(mode=0o700, exist_ok=True)
    if user := postgres.system_user():
        shutil.chown(markers, user)
    return markers
