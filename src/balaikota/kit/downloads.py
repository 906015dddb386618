"""Handing a kept file to a browser that must not trust it."""

from pathlib import Path
from urllib.parse import quote

from django.http import FileResponse
from django.http.response import HttpResponseBase

# A picture or a PDF shows in the browser; it may load, run, send and frame nothing.
_LOCKED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
# Chromium wraps a PDF in a page of its own, which a sandbox or `object-src 'none'` leaves empty (tried: 156).
# These two words let that wrapper show the paper; the copy we keep has no scripts.
_PAPER = f"{_LOCKED}; object-src 'self'; style-src 'unsafe-inline'"
_SHOWN = {"image/jpeg", "image/png", "image/webp", "application/pdf"}


def hand_out(path: Path, *, name: str, content_type: str) -> HttpResponseBase:
    """The file as an answer, under the name a person gave it, typed by what we found in it."""
    response = FileResponse(path.open("rb"))
    plain = "".join(c if " " <= c <= "~" and c not in '"\\%;' else "_" for c in name)
    manner = "inline" if content_type in _SHOWN else "attachment"
    safe = content_type if content_type in _SHOWN else "application/octet-stream"
    response["Content-Type"] = safe
    response["Content-Disposition"] = (
        f"{manner}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    response["Content-Security-Policy"] = _PAPER if safe == "application/pdf" else f"{_LOCKED}; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
