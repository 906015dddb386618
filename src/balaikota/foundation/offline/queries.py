"""What a phone keeps of this city hall: the settings of its service worker, and how it looks on a home screen."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.translation import gettext as _

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


def manifest(city: str) -> dict[str, Any]:
    """The web app manifest, in the language of whoever asks."""
    name = f"{_('Balai Kota')} {city}".strip()
    said = {
        "id": "/",
        "name": name,
        "short_name": name,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
    }
    colours = {"background_color": "#fbf6ea", "theme_color": "#0d4537"}
    return {**said, **colours, "icons": _icons(), "shortcuts": _shortcuts()}


def _icons() -> list[dict[str, str]]:
    """The city hall's mark, drawn once from `balai.svg`."""
    drawn = (("balai.svg", "any", "image/svg+xml", "any"), ("icon-192.png", "192x192", "image/png", "any"),
             ("icon-512.png", "512x512", "image/png", "any"),
             ("icon-maskable-512.png", "512x512", "image/png", "maskable"))  # fmt: skip
    names = ("src", "sizes", "type", "purpose")
    rows = [(staticfiles_storage.url(f"kit/img/{file}"), *facts) for file, *facts in drawn]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _shortcuts() -> list[dict[str, str]]:
    """What a long press on the mark offers."""
    offered = ((_("Lapor"), "/lapor/"), (_("Darurat"), "/darurat/"), (_("Permohonan saya"), "/permohonan/"))
    return [{"name": name, "url": url} for name, url in offered]
