"""The city of the reports room, and photos of a repair."""

import io
import uuid
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.foundation.pictures.tests.conftest import a_photo, a_street


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    settings.RENDITIONS_FOLDER = tmp_path / "renditions"


def photo(by: Person | None, seed: int = 1, **notes: Any) -> uuid.UUID:
    """The id of a received photo, alike only to one of the same seed."""
    return pictures.receive(a_photo(a_street(seed, (800, 600)), **notes), by=by).pk


def small_photo(seed: int) -> SimpleUploadedFile:
    dice, packed = Random(seed), io.BytesIO()
    drawn = Image.new("L", (90, 80))
    pen = ImageDraw.Draw(drawn)
    for x in range(9):
        for y in range(8):
            pen.rectangle([x * 10, y * 10, x * 10 + 10, y * 10 + 10], fill=dice.randrange(256))
    drawn.save(packed, "PNG")
    return SimpleUploadedFile("foto.png", packed.getvalue(), content_type="image/png")
