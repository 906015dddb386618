"""What the service worker is told, without tables."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage

from balaikota.foundation.offline import contract

#: What every page of the shell needs, and nothing more: it is fetched on a slow line.
ASSETS = (
    "kit/css/balaikota.css",
    "kit/fonts/plus-jakarta-sans-latin-wght-normal.woff2",
    "kit/img/balai.svg",
    "kit/js/htmx.min.js",
    "kit/js/balaikota.js",
    "offline/js/store.js",
    "offline/js/luring.js",
    "offline/js/lists.js",
)
SCRIPTS = ("offline/js/store.js", "offline/js/worker.js")
LANDING, OUTBOX, KEPT = "/luring/", "/menunggu-terkirim/", "/simpanan/"


def settings_of(release: str) -> dict[str, Any]:
    """The settings of the service worker. `version` changes with the release and with every asset and page it keeps."""
    assets = [staticfiles_storage.url(name) for name in ASSETS]
    pages = [LANDING, OUTBOX, KEPT, *contract.shell()]
    said = {
        "assets": assets,
        "pages": pages,
        "later": contract.later(),
        "static": staticfiles_storage.url("kit/css/balaikota.css").partition("kit/css/")[0],
        "icon": staticfiles_storage.url("kit/img/icon-192.png"),
        "landing": LANDING,
        "outbox": OUTBOX,
        "key": "/luring/kunci/",
    }
    return {**said, "version": _digest([release, *assets, *scripts(), *pages])}


def scripts() -> list[str]:
    return [staticfiles_storage.url(name) for name in SCRIPTS]


def worker(release: str) -> str:
    """The text of /sw.js: its settings, and where its code lies."""
    return f"self.KOTA = {json.dumps(settings_of(release))};\nimportScripts({json.dumps(scripts())[1:-1]});\n"


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
