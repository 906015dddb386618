"""The colours can be read, by day and by night (WCAG 2.2: 4.5:1 for text, 3:1 for edges of controls)."""

import re
from pathlib import Path
from typing import Any

import pytest

from balaikota.kit.colours import EDGES, TEXT, UnusableColours, palette, ratio, stylesheet, weak
from balaikota.kit.css import FOLDER, component_files

TOKENS = (FOLDER / "tokens.css").read_text()


def themes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r"(:root[^{]*)\{([^{}]*--paper[^{}]*)\}", TOKENS)
    found = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", body)) for _, body in blocks]
    return {"light": found[0], "dark by the device": found[1], "dark by choice": found[2]}


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


def test_a_city_brings_its_own_colours_by_day_and_by_night(settings: Any, tmp_path: Path) -> None:
    settings.CITY_FOLDER = tmp_path
    (tmp_path / "colours.toml").write_text('[light]\nband = "#123a6b"\n[dark]\nband = "#0d2a4e"\n')
    assert (palette()["light"]["band"], palette()["dark"]["band"]) == ("#123a6b", "#0d2a4e")
    assert weak() == []
    assert ":root { --band: #123a6b; }" in stylesheet()
    assert (
        '@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { --band: #0d2a4e; } }'
        in stylesheet()
    )


def test_colours_that_cannot_be_read_are_named(settings: Any, tmp_path: Path) -> None:
    settings.CITY_FOLDER = tmp_path
    (tmp_path / "colours.toml").write_text('[light]\nband = "#f7d774"\n')
    assert ("light", "on-band", "band", 1.3, 4.5) in weak()


@pytest.mark.parametrize(
    "line", ['bend = "#123a6b"', 'band = "red"', 'band = "#123a6b; } body { display: none"']
)
def test_a_line_that_is_no_colour_is_refused(line: str, settings: Any, tmp_path: Path) -> None:
    settings.CITY_FOLDER = tmp_path
    (tmp_path / "colours.toml").write_text(f"[light]\n{line}\n")
    with pytest.raises(UnusableColours, match=r"\[light\] b[ae]nd"):
        stylesheet()
