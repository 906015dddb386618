"""Whose tiles a page may load: those of the one server the city named."""

import pytest

from balaikota.config import home


@pytest.mark.parametrize(
    ("tiles", "let_in"),
    [
        ("https://{s}.ubin.example/{z}/{x}/{y}.png", "https://*.ubin.example"),
        ("http://peta.kota.example:8080/{z}/{x}/{y}.png", "http://peta.kota.example:8080"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("/ubin/{z}", ""),
    ],
)
def test_only_the_server_of_the_tiles_is_let_in(tiles: str, let_in: str) -> None:
    assert home.origin(tiles) == let_in
