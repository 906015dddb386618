"""Fingerprints, moments and sizes of pictures. No tables."""

import io
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image

WIDTHS = (320, 640, 1280)
#: Ending: Pillow's name, media type, how it is packed. The best first: a browser takes the first it knows.
FORMATS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "avif": ("AVIF", "image/avif", {"quality": 50, "speed": 8}),
    "webp": ("WEBP", "image/webp", {"quality": 70, "method": 4}),
    "jpg": ("JPEG", "image/jpeg", {"quality": 74, "progressive": True, "optimize": True}),
}


def fingerprint(picture: Image.Image) -> tuple[int, int]:
    """The dHash of a picture, two signed numbers of 64 bits: it survives other sizes and other packing.

    Neal Krawetz, "Kind of like that" (2013). It does not survive a mirror, a turn or a large crop.
    """
    grey = picture.convert("L").resize((9, 9), Image.Resampling.LANCZOS).tobytes()
    cells = [9 * row + column for row in range(8) for column in range(8)]
    return _bits(grey, cells, 1), _bits(grey, cells, 9)


#: Which parts from the middle of a picture are compared, by its sides.
CROPS = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7)


def of_the_middle(picture: Image.Image) -> list[tuple[int, int]]:
    """The fingerprints of what is left when a picture is trimmed evenly on every side."""
    small = picture.convert("L")
    small.thumbnail((512, 512), Image.Resampling.LANCZOS)
    width, height = small.size
    made = []
    for part in CROPS:
        left, top = round(width * (1 - part) / 2), round(height * (1 - part) / 2)
        made.append(fingerprint(small.crop((left, top, width - left, height - top))))
    return made


def bits_apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How many of 128 bits two fingerprints differ in."""
    return sum(((a ^ b) & (1 << 64) - 1).bit_count() for a, b in zip(one, other, strict=True))


def _bits(grey: bytes, cells: list[int], step: int) -> int:
    """One bit per cell: is the next one brighter? As a signed number, which PostgreSQL keeps."""
    bits = "".join("1" if grey[cell] < grey[cell + step] else "0" for cell in cells)
    return int.from_bytes(int(bits, 2).to_bytes(8), signed=True)


def moment(notes: dict[str, Any], zone: str) -> datetime | None:
    """When the photo was taken; a camera without an offset is believed to stand on the city's own time."""
    try:
        clock = _offset(notes.get("offset", "")) or ZoneInfo(zone)
        taken = datetime.strptime(notes.get("taken", ""), "%Y:%m:%d %H:%M:%S").replace(tzinfo=clock)
    except ValueError:
        return None
    return taken if taken.year >= 1990 else None


def _offset(text: str) -> timezone | None:
    """`+07:00` as a zone."""
    sign, (hours, _colon, minutes) = text[:1], text[1:].partition(":")
    if sign not in ("+", "-") or not (hours.isdecimal() and minutes.isdecimal() and len(text) <= 6):
        return None
    span = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(span if sign == "+" else -span) if span < timedelta(hours=24) else None


def widths(width: int) -> list[int]:
    """The widths in which a picture is offered: those that do not blow it up, and at least one."""
    return [each for each in WIDTHS if each <= width] or [WIDTHS[0]]


def height_at(width: int, of: tuple[int, int]) -> int:
    """The height in pixels of a rendition; a picture is never blown up."""
    full_width, full_height = of
    return max(1, round(full_height * min(width, full_width) / full_width))


def rendition(content: bytes, width: int, ending: str) -> bytes:
    """The clean copy in one width and format."""
    name, _media_type, how = FORMATS[ending]
    with Image.open(io.BytesIO(content)) as opened:
        opened.draft("RGB", (width, width))
        shrunk = _flat(opened)
        shrunk.thumbnail((width, 1 << 16), Image.Resampling.LANCZOS)
        packed = io.BytesIO()
        shrunk.save(packed, name, **how)
    return packed.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency, on white: one look in every format."""
    if picture.mode in ("RGB", "L"):
        return picture.copy()
    ground = Image.new("RGB", picture.size, "white")
    seen = picture.convert("RGBA")
    ground.paste(seen, mask=seen.getchannel("A"))
    return ground
