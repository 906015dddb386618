"""Looking at a photo as a buyer would."""

import io
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageFilter, ImageStat


@dataclass(frozen=True)
class Seen:
    """What was seen in a photo: where along the longer side its square begins (percent), and what could be better."""

    crop: int = 50
    hints: list[str] = field(default_factory=list)


HINTS: dict[str, Any] = {
    "dark": gettext_lazy("Foto ini gelap. Coba di dekat jendela, pagi atau sore."),
    "bright": gettext_lazy("Foto ini terlalu terang. Jangan menghadap matahari atau lampu."),
    "blurred": gettext_lazy("Foto ini kabur. Pegang HP dengan dua tangan, ketuk layar pada produknya."),
    "busy": gettext_lazy("Latarnya ramai. Letakkan produk di atas kain atau karton polos."),
    "small": gettext_lazy(
        "Foto ini kecil. Kirim foto asli dari kamera, bukan dari status atau tangkapan layar."
    ),
    "twin": gettext_lazy("Foto yang sama sudah dipakai produk lain."),
}


#: Our own thresholds, tried on drawn photos: mean brightness (0–255), sharpness per contrast, and edges near the frame.
DARK, BRIGHT, BLUR, BUSY, SMALL = 60, 244, 0.06, 26, 500


def seen(content: bytes) -> Seen:
    """Look at a photo as a buyer would. It advises only; the seller decides."""
    with Image.open(io.BytesIO(content)) as opened:
        size = opened.size
        opened.draft("L", (512, 512))
        grey = opened.convert("L")
    grey.thumbnail((512, 512), Image.Resampling.LANCZOS)
    edges = grey.filter(ImageFilter.FIND_EDGES)
    level, spread = ImageStat.Stat(grey).mean[0], ImageStat.Stat(grey).stddev[0]
    width, height = grey.size
    steps = grey.filter(_LAPLACE).crop(
        (3, 3, width - 3, height - 3)
    )  # the filter leaves the very rim as it was
    sharp = ImageStat.Stat(steps).stddev[0] / max(spread, 1)
    hints = [
        code for code, is_so in (
            ("dark", level < DARK), ("bright", level > BRIGHT and spread < 20), ("blurred", sharp < BLUR),
            ("busy", _at_the_frame(edges) > BUSY), ("small", min(size) < SMALL),
        ) if is_so
    ]  # fmt: skip
    return Seen(_square(edges), hints)


_LAPLACE = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


def _at_the_frame(edges: Image.Image) -> float:
    """How much is going on in the outer eighth, where a plain ground would be still."""
    width, height = edges.size
    mask = Image.new("L", edges.size, 255)
    across, down = width // 8, height // 8
    mask.paste(0, (across, down, width - across, height - down))
    mask.paste(0, (0, 0, width, 2))  # the filter itself leaves lines at the very rim
    mask.paste(0, (0, height - 2, width, height))
    mask.paste(0, (0, 0, 2, height))
    mask.paste(0, (width - 2, 0, width, height))
    return ImageStat.Stat(edges, mask).mean[0]


def _square(edges: Image.Image) -> int:
    """Where the square with the most edges begins along the longer side, in tenths; the middle when it hardly matters."""
    width, height = edges.size
    long, short = max(width, height), min(width, height)
    if long - short < long // 20:
        return 50
    row = edges.resize((long, 1) if width >= height else (1, long), Image.Resampling.BOX)
    power = [int(each) for each in row.tobytes()]
    free = long - short
    sums = {step: sum(power[free * step // 100 : free * step // 100 + short]) for step in range(0, 101, 10)}
    best = max(sums, key=lambda step: (sums[step], -abs(step - 50)))
    return best if sums[best] > sums[50] * 1.05 else 50


def crops() -> list[tuple[int, str]]:
    """Where a square may begin, as a seller chooses it."""
    ends = {0: _("kiri atau atas"), 50: _("tengah"), 100: _("kanan atau bawah")}
    return [(at, ends.get(at, f"{at}%")) for at in range(0, 101, 10)]
