"""Handing a kept file to a browser that must not trust it."""

import re
from pathlib import Path
from typing import IO
from urllib.parse import quote

from django.http import FileResponse, HttpResponse
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


def stream(source: IO[bytes], size: int, content_type: str, wanted: str) -> HttpResponseBase:
    """A file, or the part of it that a player asks for with `Range` (RFC 9110, 14.2), at most 4 MB at once.

    What is no part, such as one that ends before it begins, is answered with the whole.
    """
    asked = re.fullmatch(r"bytes=(\d{1,15})-(\d{0,15})", wanted)
    first = int(asked[1]) if asked else size
    last = min(int(asked[2] or size) if asked else 0, size - 1, first + (4 << 20) - 1)
    response: HttpResponseBase
    if first > last:
        response = FileResponse(source, content_type=content_type)
        response["Content-Length"] = str(size)
    else:
        with source:
            source.seek(first)
            content = source.read(last - first + 1)
        response = HttpResponse(content, status=206, content_type=content_type)
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=600"
    return response
