"""A photo is looked at as a buyer would; the thresholds hold for drawn photos."""

import io
from random import Random

import pytest
from PIL import Image, ImageDraw, ImageFilter

from balaikota.products.looking.methods import seen


def _packed(picture: Image.Image) -> bytes:
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=88)
    return packed.getvalue()


def _bag(
    size: tuple[int, int] = (1200, 1200), at: float = 0.5, ground: tuple[int, int, int] = (228, 224, 214)
) -> Image.Image:
    """A bag of keripik on plain cloth, as far to the right as `at` says."""
    drawn = Image.new("RGB", size, ground)
    pen, (width, height) = ImageDraw.Draw(drawn), size
    side = min(size) // 2
    left, top = int((width - side) * at), (height - side) // 2
    pen.rounded_rectangle((left, top, left + side, top + side), side // 12, fill=(196, 92, 40))
    dice = Random(7)
    for _each in range(160):
        x, y = left + dice.randrange(side), top + dice.randrange(side)
        pen.ellipse(
            (x - 18, y - 12, x + 18, y + 12), fill=(240, 190 + dice.randrange(50), 80), outline=(120, 60, 20)
        )
    return drawn


def test_a_good_photo_gets_no_hint() -> None:
    assert seen(_packed(_bag())).hints == []


def test_a_dark_room_is_said() -> None:
    dark = _bag().point(lambda level: level // 6)
    assert "dark" in seen(_packed(dark)).hints


def test_a_shaken_hand_is_said() -> None:
    blurred = _bag().filter(ImageFilter.GaussianBlur(14))
    assert "blurred" in seen(_packed(blurred)).hints


def test_a_busy_ground_is_said() -> None:
    busy, dice = _bag(), Random(3)
    pen = ImageDraw.Draw(busy)
    for _each in range(3000):
        x, y = dice.randrange(1200), dice.randrange(1200)
        if not (250 < x < 950 and 250 < y < 950):
            pen.rectangle((x, y, x + 22, y + 22), fill=tuple(dice.randrange(256) for _c in range(3)))
    assert "busy" in seen(_packed(busy)).hints


def test_a_screenshot_is_too_small_and_is_not_blown_up() -> None:
    assert "small" in seen(_packed(_bag((320, 320)))).hints


@pytest.mark.parametrize(("at", "low", "high"), [(0.0, 0, 20), (0.5, 40, 60), (1.0, 80, 100)])
def test_the_square_lies_where_the_product_is(at: float, low: int, high: int) -> None:
    assert low <= seen(_packed(_bag((1600, 900), at))).crop <= high
    standing = _bag((1600, 900), at).rotate(270, expand=True)  # left becomes top
    assert low <= seen(_packed(standing)).crop <= high


def test_a_square_photo_needs_no_choice() -> None:
    assert seen(_packed(_bag((900, 900), 0.0))).crop == 50
