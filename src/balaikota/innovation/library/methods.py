"""The open file in which an innovation travels: what it says, its plan and its finding."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

FORMAT = "balaikota-inovasi/1"
#: What a file must say about an innovation, and how long it may be.
TEXTS = {"title": 160, "problem": 6000, "design": 6000, "goal": 6000, "benefit": 6000}
CHOICES = ("bentuk", "urusan", "inisiator")
MOST = 1_000_000


class Unreadable(ValueError):
    """The file is none of ours; the sentence says why."""


def read(content: bytes, allowed: Mapping[str, set[str]]) -> dict[str, Any]:
    """The innovation in a file. Every fault is one sentence."""
    if len(content) > MOST:
        raise Unreadable(
            _("Berkas ini terlalu besar; yang ditukar hanya teks dan angka, paling banyak 1 MB.")
        )
    try:
        told = json.loads(content)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Unreadable(_("Berkas ini bukan JSON.")) from None
    if (
        not isinstance(told, dict)
        or told.get("format") != FORMAT
        or not isinstance(told.get("innovation"), dict)
    ):
        raise Unreadable(_("Berkas ini bukan berkas inovasi (%s).") % FORMAT)
    said = told["innovation"]
    kept = {name: _text(said, name, most) for name, most in TEXTS.items()}
    for name in CHOICES:
        if said.get(name) not in allowed[name]:
            raise Unreadable(_("Isian “%s” dalam berkas tidak dikenal.") % name)
        kept[name] = said[name]
    city = told.get("city")
    kept["from_elsewhere"] = city.strip()[:160] if isinstance(city, str) and city.strip() else _("kota lain")
    finding = told.get("finding")
    kept["note"] = str(finding.get("sentence", ""))[:2000] if isinstance(finding, dict) else ""
    return kept


def _text(said: Mapping[str, Any], name: str, most: int) -> str:
    text = said.get(name)
    if not isinstance(text, str) or not text.strip() or len(text) > most or "\x00" in text:
        raise Unreadable(_("Isian “%s” dalam berkas kosong atau terlalu panjang.") % name)
    return text.strip()
