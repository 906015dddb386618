"""Data that others published, each with the figure that was published about it."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

Rows = list[dict[str, str]]
DATA = Path(__file__).parent / "data"


@pytest.fixture
def known() -> Callable[[str], Rows]:
    """The rows of one known data set, by its file's name."""
    return lambda name: list(csv.DictReader((DATA / f"{name}.csv").open(encoding="utf-8")))
