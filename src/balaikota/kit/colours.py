"""The palette: the tokens of the stylesheet, what a city replaces of them, and whether it can still be read.

Measured as WCAG 2.2 does (1.4.3, 1.4.11): 4.5:1 for text, 3:1 for the edges of controls.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

TOKENS = Path(__file__).parent / "static" / "kit" / "css" / "tokens.css"
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_TONES = ("ok", "wait", "warn", "stop", "info")
_GROUNDS = ("paper", "surface", "sunken")
TEXT = [(ink, on) for ink in ("ink", "ink-soft", "leaf", "leaf-deep", "gold-ink", "stop") for on in _GROUNDS]
TEXT += [(ink, f"{tone}-wash") for tone in _TONES for ink in (tone, "ink")]
TEXT += [("on-leaf", "leaf"), ("on-leaf", "leaf-deep"), ("on-band", "band"), ("on-band-soft", "band")]
EDGES = [(edge, on) for edge in ("line-strong", "focus", "leaf", "stop") for on in _GROUNDS]
#: Where each theme is written in the stylesheet.
PLACES = {"light": ":root", "dark": ':root[data-theme="dark"]'}


class UnusableColours(Exception):
    """A city's palette that cannot be used; says which line, and why."""


@cache
def shipped() -> dict[str, dict[str, str]]:
    """The palette of the house, by theme and token."""
    blocks = dict(re.findall(r"^(:root[^{\n]*) \{([^{}]*--paper[^{}]*)\}", TOKENS.read_text(), re.M))
    return {
        theme: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", blocks[place]))
        for theme, place in PLACES.items()
    }


def own() -> dict[str, dict[str, str]]:
    """What the city replaces (`colours.toml`: a table `light` and one `dark`). Raises `UnusableColours`."""
    return _own(settings.CITY_FOLDER / "colours.toml") if settings.CITY_FOLDER else {}


@cache
def _own(place: Path) -> dict[str, dict[str, str]]:
    if not place.exists():
        return {}
    told = tomllib.loads(place.read_text(encoding="utf-8"))
    for theme, colours in told.items():
        for name, colour in colours.items():
            if name not in shipped().get(theme, {}) or not _COLOUR.fullmatch(str(colour)):
                raise UnusableColours(f'{place}: [{theme}] {name} = "{colour}"')
    return told


def palette() -> dict[str, dict[str, str]]:
    """The colours of this city, by theme and token."""
    replaced = own()
    return {theme: colours | replaced.get(theme, {}) for theme, colours in shipped().items()}


def stylesheet() -> str:
    """What the city replaces, as CSS; comes after the tokens."""

    def block(place: str, colours: dict[str, str]) -> str:
        return f"{place} {{ " + " ".join(f"--{name}: {colour};" for name, colour in colours.items()) + " }"

    told = own()
    night = told.get("dark", {})
    by_device = block(':root:not([data-theme="light"])', night)
    rules = [block(PLACES[theme], colours) for theme, colours in told.items()]
    return "\n".join([*rules, f"@media (prefers-color-scheme: dark) {{ {by_device} }}"] if night else rules)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def ratio(one: str, other: str) -> float:
    """How far two colours stand apart, 1 to 21 (WCAG 2.2, contrast ratio)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def weak() -> list[tuple[str, str, str, float, float]]:
    """Theme, two tokens, their ratio and the least it may be, wherever this city's palette cannot be read."""
    return [
        (theme, one, other, round(found, 2), least)
        for theme, colours in palette().items()
        for least, pairs in ((4.5, TEXT), (3.0, EDGES))
        for one, other in pairs
        if (found := ratio(colours[one], colours[other])) < least
    ]
