"""Whether this home has already been prepared by exactly these files, so that a second start is quick."""

import hashlib
import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from balaikota.config import postgres

PACKAGE = Path(__file__).resolve().parents[1]
PREPARED_FROM = (
    "**/migrations/*.py",
    "**/services/*.toml",
    "**/data/**/*",
    "**/static/**/*",
    "config/*.py",
    "config/demo/**/*",
)


def is_fresh(home: Path) -> bool:
    """A database elsewhere may have been restored or emptied behind our back: it is always prepared again."""
    if not postgres.is_embedded():
        return False
    try:
        return _place(home).read_text() == state(home)
    except FileNotFoundError:
        return False


def write(home: Path, state_before: str) -> None:
    """Note what it was prepared from: the files as they were before, in case one changed meanwhile."""
    if postgres.is_embedded():
        _place(home).write_text(state_before)


def _place(home: Path) -> Path:
    return home / "prepared"


def state(home: Path) -> str:
    """The files' sizes and times, and the cluster they were loaded into."""
    try:
        parts = [version("balaikota")]
    except PackageNotFoundError:
        parts = ["tree"]
    parts.append(os.environ.get("BALAIKOTA_DEMO", "1") + os.environ.get("BALAIKOTA_CITY", ""))
    if not postgres.is_embedded():
        return ""
    cluster = (postgres.data_folder(home) / "PG_VERSION").stat()
    parts.append(f"{cluster.st_ino} {cluster.st_mtime_ns}")
    if folder := os.environ.get("BALAIKOTA_CITY_FOLDER"):
        own = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        parts.extend(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in own)
    for path in sorted({path for pattern in PREPARED_FROM for path in PACKAGE.glob(pattern)}):
        if path.is_file() and path.suffix != ".pyc":
            facts = path.stat()
            parts.append(f"{path.relative_to(PACKAGE)} {facts.st_size} {facts.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
