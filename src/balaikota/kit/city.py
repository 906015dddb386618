"""Data a city brings of its own, instead of what the house ships (setting CITY_FOLDER, docs/another-city.md)."""

from pathlib import Path

from django.conf import settings


def folder(name: str) -> Path | None:
    """The city's own folder of this name, if it has one."""
    own = settings.CITY_FOLDER and settings.CITY_FOLDER / name
    return own if own and own.is_dir() else None


def file(name: str, shipped: Path) -> Path:
    """The city's own file of this name, if it has one; else the shipped one."""
    own = settings.CITY_FOLDER and settings.CITY_FOLDER / name
    return own if own and own.is_file() else shipped
