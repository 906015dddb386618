"""Short links and pictures for papers. Pure.

A short link is the register number in Crockford's base 32 (crockford.com/base32.html) in small letters, and a check
sign of our own. It needs no table, and a sign that was misread opens nobody else's shop.
"""

import base64
import io
import re

import segno

SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
_NUMBER = re.compile(r"UMK-(\d{4})-(\d{6})", re.ASCII)
_MEANT = str.maketrans("ilo", "110")
MILLION = 1_000_000


def short(number: str) -> str:
    """`UMK-2026-000123` as six signs. The last is a check: a remainder by 31, so that it is a plain sign too."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        return ""
    value = (int(match[1]) - 2000) * MILLION + int(match[2])
    signs, rest = "", value
    while rest:
        rest, place = divmod(rest, 32)
        signs = SIGNS[place] + signs
    return signs + SIGNS[value % 31]


def long(code: str) -> str:
    """The register number of a short link; empty when the signs do not hold together."""
    said = code.lower().translate(_MEANT)
    if not 2 <= len(said) <= 8 or set(said) - set(SIGNS):
        return ""
    value = 0
    for sign in said[:-1]:
        value = value * 32 + SIGNS.index(sign)
    year, number = divmod(value, MILLION)
    if SIGNS[value % 31] != said[-1] or year > 7999:
        return ""
    told = f"UMK-{year + 2000:04d}-{number:06d}"
    return told if short(told) == said else ""


def qr(text: str) -> str:
    """As SVG, error correction Q: a poster is folded and rained on."""
    drawn = io.BytesIO()
    segno.make(text, error="q", micro=False).save(drawn, kind="svg", scale=4, border=2, xmldecl=False)
    return drawn.getvalue().decode()


def framed(jpeg: bytes, wide: int = 1, high: int = 1) -> str:
    """A photo as an SVG of these proportions, cut around its middle: a paper takes texts, not files."""
    told = base64.b64encode(jpeg).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide * 100} {high * 100}">'
        f'<image width="{wide * 100}" height="{high * 100}" preserveAspectRatio="xMidYMid slice"'
        f' href="data:image/jpeg;base64,{told}"/></svg>'
    )
