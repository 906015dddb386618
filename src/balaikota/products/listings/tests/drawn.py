"""Drawn photos that differ from each other as real ones do."""

import io
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw


def a_photo(seed: int, size: tuple[int, int] = (900, 700)) -> SimpleUploadedFile:
    """The same photo for the same seed."""
    dice = Random(seed)
    drawn = Image.new("RGB", size, (225, 222, 214))
    pen = ImageDraw.Draw(drawn)
    for _each in range(40):
        x, y, side = dice.randrange(size[0]), dice.randrange(size[1]), dice.randrange(30, 160)
        pen.ellipse((x, y, x + side, y + side), fill=tuple(dice.randrange(256) for _c in range(3)))
    packed = io.BytesIO()
    drawn.save(packed, "JPEG", quality=85)
    return SimpleUploadedFile(f"foto-{seed}.jpg", packed.getvalue(), "image/jpeg")
