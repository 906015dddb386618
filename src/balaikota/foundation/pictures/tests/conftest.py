"""Photos as phones take them."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    settings.RENDITIONS_FOLDER = tmp_path / "renditions"


def a_street(seed: int = 1, size: tuple[int, int] = (1600, 1200)) -> Image.Image:
    """Grey shapes on grey: as different from another seed as two streets are."""
    import random

    dice = random.Random(seed)
    drawn = Image.new("RGB", size, (90, 90, 90))
    pen = ImageDraw.Draw(drawn)
    for _ in range(40):
        x, y = dice.randrange(size[0]), dice.randrange(size[1])
        tone = tuple(dice.randrange(256) for _ in range(3))
        pen.ellipse([x, y, x + dice.randrange(80, 500), y + dice.randrange(80, 500)], fill=tone)
    return drawn


def a_photo(
    picture: Image.Image,
    *,
    taken: str = "",
    offset: str = "",
    at: tuple[float, float] | None = None,
    **how: Any,
) -> SimpleUploadedFile:
    """The drawing as a JPEG upload with what a camera notes."""
    exif = Image.Exif()
    exif[0x010F] = "KameraRahasia"
    if taken:
        exif.get_ifd(0x8769).update({0x9003: taken} | ({0x9011: offset} if offset else {}))
    if at:
        lat, lon = (_parts(abs(each)) for each in at)
        exif.get_ifd(0x8825).update(
            {1: "N" if at[0] >= 0 else "S", 2: lat, 3: "E" if at[1] >= 0 else "W", 4: lon}
        )
    packed = io.BytesIO()
    picture.save(packed, "JPEG", exif=exif, **({"quality": 90} | how))
    return SimpleUploadedFile("IMG_0001.jpg", packed.getvalue(), content_type="image/jpeg")


def _parts(degrees: float) -> tuple[float, float, float]:
    whole, rest = divmod(degrees, 1)
    minutes, rest = divmod(rest * 60, 1)
    return (whole, minutes, round(rest * 60, 4))
