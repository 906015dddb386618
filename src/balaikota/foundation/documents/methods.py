"""Pure pieces of a letter: its address, its QR code, its dates in words, the digest of a copy."""

import hashlib
import io
import re
from collections.abc import Iterable
from datetime import date

import segno

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


def qr(text: str) -> str:
    """The QR code as SVG: error correction Q, so that a stamp or a fold does not spoil it."""
    drawn = io.BytesIO()
    segno.make(text, error="q", micro=False).save(drawn, kind="svg", scale=4, border=2, xmldecl=False)
    return drawn.getvalue().decode()


def on_paper(day: date) -> str:
    """The 25th of November as letters write it: 25 November 2026. Papers are Indonesian in every language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def place_of(city: str) -> str:
    """Where a letter is dated: the city without the word Kota."""
    return re.sub(r"^(Kota|Kabupaten)( Administrasi)? ", "", city)


def digest(pieces: Iterable[bytes]) -> str:
    """SHA-256 of a copy, without keeping it."""
    total = hashlib.sha256()
    for piece in pieces:
        total.update(piece)
    return total.hexdigest()


def token_in(typed: str) -> str | None:
    """The token in what someone typed or pasted: the code under the QR, or the whole address."""
    last = typed.strip().rstrip("/").rsplit("/", 1)[-1]
    return last if _TOKEN.fullmatch(last) else None
