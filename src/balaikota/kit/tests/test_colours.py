"""The colours can be read, by day and by night (WCAG 2.2: 4.5:1 for text, 3:1 for edges of controls)."""

import re

import pytest

from balaikota.kit.css import FOLDER, component_files

TOKENS = (FOLDER / "tokens.css").read_text()
GROUNDS = ("paper", "surface", "sunken")
TEXT = [
    (ink, ground)
    for ink in ("ink", "ink-soft", "leaf", "leaf-deep", "gold-ink", "stop")
    for ground in GROUNDS
]
TEXT += [(tone, f"{tone}-wash") for tone in ("ok", "wait", "warn", "stop", "info")]
TEXT += [("ink", f"{tone}-wash") for tone in ("ok", "wait", "warn", "stop", "info")]
TEXT += [("on-leaf", "leaf"), ("on-leaf", "leaf-deep"), ("on-band", "band"), ("on-band-soft", "band")]
EDGES = [(edge, ground) for edge in ("line-strong", "focus", "leaf", "stop") for ground in GROUNDS]


def themes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r"(:root[^{]*)\{([^{}]*--paper[^{}]*)\}", TOKENS)
    found = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", body)) for _, body in blocks]
    return {"light": found[0], "dark by the device": found[1], "dark by choice": found[2]}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def ratio(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark by choice"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, TEXT), (3.0, EDGES)], ids=["text", "edges"])
def test_everything_written_can_be_read_in_both_themes(
    theme: str, least: float, pairs: list[tuple[str, str]]
) -> None:
    colours = themes()[theme]
    weak = {pair: round(ratio(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: found for pair, found in weak.items() if found < least} == {}


def test_the_night_is_the_same_whether_chosen_or_set_on_the_device() -> None:
    assert themes()["dark by the device"] == themes()["dark by choice"]


def test_fixed_colours_on_gold_and_on_the_eaves_can_be_read() -> None:
    assert ratio("#2a1d00", themes()["light"]["gold"]) > 4.5
    assert ratio("#2a1d00", "#f3c968") > 4.5
    assert ratio("#0a2c22", themes()["light"]["gold"]) > 4.5
    assert ratio(themes()["light"]["gold"], themes()["light"]["band"]) > 3


def test_every_component_file_is_listed_once_and_every_listed_file_exists() -> None:
    listed = component_files()
    assert len(listed) == len(set(listed))
    assert sorted(path.name for path in listed) == sorted(path.name for path in FOLDER.glob("*.css"))


def test_no_component_brings_its_own_colours_from_outside_the_palette() -> None:
    """A literal colour is allowed only where it must not follow the theme: on gold, on the
    band, and behind a QR code, which phones read only on white."""
    allowed = {"#2a1d00", "#0a2c22", "#06241a", "#f3c968", "#fffdf8", "#16302a", "#fff"}
    strays = {
        f"{path.name}: {colour}"
        for path in component_files()
        if path.name != "tokens.css"
        for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text())
        if colour not in allowed
    }
    assert strays == set()


def test_components_use_only_tokens_that_exist() -> None:
    known = set(re.findall(r"(--[a-z0-9-]+):", TOKENS))
    used = {
        name for path in component_files() for name in re.findall(r"var\((--[a-z0-9-]+)\)", path.read_text())
    }
    assert used - known == set()
