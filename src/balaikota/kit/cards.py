"""The picture that stands beside a shared link (Open Graph, 1200 × 630), drawn in the city's own type and colours."""

import io
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, EDGE = 1200, 630, 72
# The tokens `--band`, `--on-band`, `--on-band-soft` and `--gold`: a card is the same by day and by night.
GROUND, INK, SOFT, GOLD = "#0d4537", "#fdf6e3", "#d3e2d6", "#e7b343"
_FONT = Path(__file__).parent / "static" / "kit" / "fonts" / "plus-jakarta-sans-latin-wght-normal.woff2"
_SIZES = (76, 64, 54, 46)
_MOST_LINES = 5


@lru_cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(_FONT), size)
    font.set_variation_by_axes([weight])
    return font


def draw(title: str, *, above: str, below: str) -> bytes:
    """PNG with the title as large as it fits, what it is above it, and whose it is below."""
    card = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, WIDTH, 18), fill=GOLD)
    pen.text((EDGE, 78), above, font=_font(32, 600), fill=GOLD)
    font, lines = _fitted(title)
    step = int(font.size * 1.18)
    for place, line in enumerate(lines):
        pen.text((EDGE, 146 + place * step), line, font=font, fill=INK)
    pen.text((EDGE, HEIGHT - 96), below, font=_font(32, 500), fill=SOFT)
    out = io.BytesIO()
    card.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _fitted(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest type in which the title has room; a title too long for the smallest ends in an ellipsis."""
    for size in _SIZES:
        font = _font(size, 800)
        lines = _wrapped(title, font)
        if len(lines) * size * 1.18 <= HEIGHT - 146 - 130 and len(lines) <= _MOST_LINES:
            return font, lines
    return font, [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1] + " …"]


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= WIDTH - 2 * EDGE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
