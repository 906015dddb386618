"""One stylesheet out of one file per component: assembled when static files are collected."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from balaikota.kit import colours

FOLDER = Path(__file__).parent / "static" / "kit" / "css"
BUNDLE = "kit/css/balaikota.css"


def component_files() -> list[Path]:
    """The component files in the order `index.txt` lists them."""
    lines = (FOLDER / "index.txt").read_text().split()
    return [FOLDER / line for line in lines]


def assembled() -> str:
    """The components in their order; the colours of the city come after the tokens, which are the first."""
    tokens, *rest = (path.read_text().strip() for path in component_files())
    return "\n".join([tokens, colours.stylesheet(), *rest]) + "\n"


class Bundle(BaseFinder):
    """Finds `kit/css/balaikota.css`, written afresh into the home folder."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__()
        self.storage = FileSystemStorage(location=settings.HOME / "assembled")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        self._write()
        yield BUNDLE, self.storage

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != BUNDLE:
            return []
        found = str(self._write())
        return [found] if find_all else found

    def _write(self) -> Path:
        target = Path(self.storage.path(BUNDLE))
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(f".{os.getpid()}")
        draft.write_text(assembled())
        draft.replace(target)
        return target
