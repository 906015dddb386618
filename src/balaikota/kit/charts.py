"""Vega-Lite in, SVG or PNG out, on the server. V8 is loaded with the first chart, and asked by one thread at a time."""

import threading
from typing import Any

from django.utils.translation import get_language

_drawing = threading.Lock()
LOCALES: dict[str, Any] = {
    "id": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""], "minus": "-"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["IDR ", ""], "minus": "-"},
}


def _locale() -> Any:
    return LOCALES.get(get_language() or "id", LOCALES["id"])


def svg(spec: dict[str, Any]) -> str:
    """The picture, its numbers written as the reader's language writes them."""
    import vl_convert

    with _drawing:
        return str(vl_convert.vegalite_to_svg(spec, format_locale=_locale()))


def png(spec: dict[str, Any], scale: float = 2) -> bytes:
    import vl_convert

    with _drawing:
        return bytes(vl_convert.vegalite_to_png(spec, scale=scale, format_locale=_locale()))
