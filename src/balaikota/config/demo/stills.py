"""Sample photos of products, drawn: a thing on a plain ground in soft light, and plainly marked as a sample."""

import io
from collections.abc import Callable
from functools import lru_cache
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]
Pen = ImageDraw.ImageDraw
SIDE = 1600
GROUNDS: tuple[tuple[Colour, Colour], ...] = (
    ((243, 236, 222), (222, 207, 182)), ((232, 238, 233), (196, 212, 201)), ((240, 232, 232), (220, 198, 196)),
    ((234, 236, 242), (200, 207, 222)), ((245, 240, 210), (226, 210, 160)),
)  # fmt: skip


def still(shape: str, colour: Colour, label: str, seed: int) -> SimpleUploadedFile:
    """The same photo for the same words."""
    dice = Random(seed)  # noqa: S311 - the same city every time
    drawn = _painted(*GROUNDS[seed % len(GROUNDS)]).copy()
    thing = Image.new("RGBA", drawn.size, (0, 0, 0, 0))
    SHAPES[shape](ImageDraw.Draw(thing), colour, label, dice)
    shadow = thing.getchannel("A").resize((200, 200)).point(lambda each: each * 2 // 5)
    shadow = shadow.filter(ImageFilter.GaussianBlur(4)).resize(drawn.size, Image.Resampling.BICUBIC)
    drawn.paste((40, 30, 20), (26, 44), shadow)
    drawn.paste(thing, mask=thing.getchannel("A"))
    final = drawn.resize((1280, 1280), Image.Resampling.LANCZOS)
    _mark(ImageDraw.Draw(final))
    packed = io.BytesIO()
    final.save(packed, "JPEG", quality=86)
    return SimpleUploadedFile(f"contoh-{shape}-{seed}.jpg", packed.getvalue(), "image/jpeg")


@lru_cache
def _painted(light: Colour, dark: Colour) -> Image.Image:
    """A table before a wall, lit from the left."""
    wall = Image.linear_gradient("L").rotate(90).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    drawn = Image.composite(Image.new("RGB", (SIDE, SIDE), dark), Image.new("RGB", (SIDE, SIDE), light), wall)
    ImageDraw.Draw(drawn).rectangle((0, 1160, SIDE, SIDE), fill=_shade(dark, 0.9))
    return (
        drawn.resize((400, 400))
        .filter(ImageFilter.GaussianBlur(2))
        .resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    )


def _mark(pen: Pen) -> None:
    pen.rounded_rectangle((36, 1196, 410, 1250), 14, fill=(255, 253, 248), outline=(122, 81, 0), width=3)
    pen.text((223, 1223), "FOTO CONTOH", font=ImageFont.load_default(38), fill=(122, 81, 0), anchor="mm")


def _shade(colour: Colour, by: float) -> Colour:
    red, green, blue = (max(0, min(255, int(part * by))) for part in colour)
    return red, green, blue


def _label(pen: Pen, box: tuple[int, int, int, int], text: str, ink: Colour) -> None:
    """The words of a label, as large as fits, in at most two lines."""
    pen.rounded_rectangle(box, 20, fill=(255, 251, 240), outline=ink, width=6)
    words = text.split()
    middle = (len(words) + 1) // 2
    told = text if len(text) < 11 else f"{' '.join(words[:middle])}\n{' '.join(words[middle:])}".strip()
    wide, high = box[2] - box[0] - 40, box[3] - box[1] - 30
    size = next((size for size in range(96, 24, -4) if _fits(pen, told, size, wide, high)), 24)
    at = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    pen.multiline_text(at, told, font=ImageFont.load_default(size), fill=ink, anchor="mm", align="center")


def _fits(pen: Pen, text: str, size: int, wide: int, high: int) -> bool:
    left, top, right, bottom = pen.multiline_textbbox((0, 0), text, font=ImageFont.load_default(size))
    return right - left <= wide and bottom - top <= high


def _pouch(pen: Pen, colour: Colour, label: str, dice: Random) -> None:
    pen.polygon(((470, 300), (1130, 300), (1190, 1300), (410, 1300)), fill=colour)
    pen.rectangle((470, 300, 1130, 380), fill=_shade(colour, 0.8))
    pen.polygon(((470, 380), (560, 380), (500, 1300), (410, 1300)), fill=_shade(colour, 1.18))
    pen.ellipse((530, 880, 1070, 1240), fill=_shade(colour, 0.55))
    for _each in range(70):
        x, y = dice.randrange(560, 990), dice.randrange(910, 1170)
        tone = dice.uniform(0.9, 1.15)
        pen.ellipse(
            (x, y, x + 70, y + 46),
            fill=_shade((226, 176, 92), tone),
            outline=_shade((170, 116, 44), tone),
            width=3,
        )
    _label(pen, (520, 480, 1080, 790), label, _shade(colour, 0.5))


def _jar(pen: Pen, colour: Colour, label: str, dice: Random) -> None:
    pen.rounded_rectangle((480, 430, 1120, 1300), 90, fill=_shade(colour, 1.05))
    for _each in range(150):
        x, y, side = dice.randrange(510, 1040), dice.randrange(470, 1220), dice.randrange(26, 60)
        pen.ellipse((x, y, x + side, y + side), fill=_shade(colour, dice.uniform(0.75, 1.3)))
    pen.rounded_rectangle((520, 330, 1080, 440), 30, fill=(92, 58, 34))
    pen.rounded_rectangle((505, 460, 560, 1260), 30, fill=(255, 255, 255, 90))
    _label(pen, (560, 690, 1040, 1010), label, (92, 58, 34))


def _bottle(pen: Pen, colour: Colour, label: str, dice: Random) -> None:
    pen.rounded_rectangle((560, 560, 1040, 1320), 80, fill=colour)
    pen.polygon(((700, 380), (900, 380), (1040, 640), (560, 640)), fill=colour)
    pen.rectangle((700, 260, 900, 420), fill=_shade(colour, 0.85))
    pen.rounded_rectangle((690, 200, 910, 290), 16, fill=(60, 44, 30))
    pen.rounded_rectangle((590, 620, 640, 1260), 24, fill=_shade(colour, 1.35))
    _label(pen, (575, 760, 1025, 1110), label, _shade(colour, 0.45))


def _box(pen: Pen, colour: Colour, label: str, dice: Random) -> None:
    pen.polygon(((300, 620), (1180, 620), (1180, 1280), (300, 1280)), fill=colour)
    pen.polygon(((300, 620), (460, 480), (1320, 480), (1180, 620)), fill=_shade(colour, 1.15))
    pen.polygon(((1180, 620), (1320, 480), (1320, 1120), (1180, 1280)), fill=_shade(colour, 0.75))
    pen.rectangle((700, 620, 780, 1280), fill=_shade(colour, 0.6))
    _label(pen, (400, 770, 1080, 1110), label, _shade(colour, 0.45))


def _cloth(pen: Pen, colour: Colour, label: str, dice: Random) -> None:
    """Folded cloth with woven bands, as ulos and songket are shown."""
    pen.polygon(((330, 420), (1270, 420), (1270, 1280), (330, 1280)), fill=_shade(colour, 0.7))
    y = 440
    while y < 1270:
        height = dice.choice((12, 20, 34, 58))
        tone = dice.choice(
            (colour, _shade(colour, 0.45), (231, 179, 67), (248, 240, 222), _shade(colour, 1.25))
        )
        pen.rectangle((330, y, 1270, min(1270, y + height)), fill=tone)
        if height == 58:
            for x in range(350, 1240, 60):
                pen.polygon(
                    ((x, y + 29), (x + 24, y + 6), (x + 48, y + 29), (x + 24, y + 52)), fill=(248, 240, 222)
                )
        y += height + 6
    for x in range(340, 1270, 24):
        pen.line((x, 1280, x + dice.randrange(-8, 9), 1380), fill=_shade(colour, 0.6), width=7)


def _bowl(pen: Pen, colour: Colour, label: str, dice: Random) -> None:
    pen.pieslice((340, 420, 1260, 1320), 0, 180, fill=(238, 234, 226))
    pen.rectangle((640, 1290, 960, 1330), fill=(216, 210, 200))
    pen.ellipse((340, 700, 1260, 1040), fill=(250, 247, 240))
    pen.ellipse((390, 730, 1210, 1010), fill=colour)
    for _each in range(90):
        x, y = dice.randrange(460, 1080), dice.randrange(770, 930)
        tone = dice.choice(
            (_shade(colour, 1.3), _shade(colour, 0.7), (86, 140, 62), (200, 48, 34), (244, 226, 180))
        )
        pen.ellipse((x, y, x + dice.randrange(30, 76), y + dice.randrange(20, 46)), fill=tone)


def _basket(pen: Pen, colour: Colour, label: str, dice: Random) -> None:
    pen.arc((520, 260, 1080, 1000), 180, 360, fill=_shade(colour, 0.7), width=44)
    pen.polygon(((380, 700), (1220, 700), (1100, 1300), (500, 1300)), fill=colour)
    for row, y in enumerate(range(710, 1300, 44)):
        inset = (y - 700) // 5
        for x in range(384 + inset, 1160 - inset, 64):
            tone = _shade(colour, 1.2 if (row + x // 64) % 2 else 0.78)
            pen.rounded_rectangle((x, y, x + 56, y + 38), 12, fill=tone)
    pen.rounded_rectangle((360, 660, 1240, 730), 30, fill=_shade(colour, 0.6))


def _shirt(pen: Pen, colour: Colour, label: str, dice: Random) -> None:
    pen.polygon(((520, 420), (300, 620), (400, 780), (520, 700), (520, 1320), (1080, 1320), (1080, 700), (1200, 780),
                 (1300, 620), (1080, 420), (920, 420), (800, 500), (680, 420)), fill=colour)  # fmt: skip
    for x in range(560, 1060, 90):
        for y in range(640, 1290, 110):
            side = dice.randrange(22, 34)
            pen.regular_polygon((x + 20, y, side), 4, rotation=45, fill=_shade(colour, 1.4))
    pen.line((800, 500, 800, 1320), fill=_shade(colour, 0.6), width=8)


SHAPES: dict[str, Callable[[Pen, Colour, str, Random], None]] = {
    "pouch": _pouch, "jar": _jar, "bottle": _bottle, "box": _box, "cloth": _cloth, "bowl": _bowl, "basket": _basket,
    "shirt": _shirt,
}  # fmt: skip
