"""What the documents name exists: files, functions, commands, settings."""

import re
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands

from balaikota.config.cli import OWN
from tests.access import TABLE

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "balaikota"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "bench" / "README.md"])
ENDINGS = "py md toml html css js txt typ sh csv json png geojson"
_FILE = rf"[\w.*/-]+/[\w.*-]+\.({ENDINGS.replace(' ', '|')})"
_PLACE = r"(src|docs|tests|tools|bench|deploy)/[\w./-]*|docs/decisions/\d{4}"
A_PATH = re.compile(f"{_FILE}|{_PLACE}")
# Set by our own processes and by tests.
OUR_OWN = {"AS_OWNER", "CLOCK", "POOL", "SUPERVISED", "TEST_DATABASE", "TEST_TEMPLATE"}

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@cache
def files() -> list[str]:
    folders = [ROOT / name for name in ("src", "docs", "tests", "tools", "bench", "deploy", ".ci")]
    found = [
        p for folder in folders for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts
    ]
    return [str(p.relative_to(ROOT)) for p in [*found, *(p for p in ROOT.iterdir() if p.is_file())]]


def stands(name: str) -> bool:
    """A file, folder or pattern somewhere in the tree: named from its top, the package's, or a room's."""
    place = name.rstrip("/")
    paths = [f"/{each}" for each in files()]
    return any(fnmatch(path, f"*/{place}") or re.search(f"/{re.escape(place)}[/-]", path) for path in paths)


def ticked(page: Path) -> list[str]:
    prose = re.sub(r"^ *```.*?^ *```", "", page.read_text(), flags=re.S | re.M)
    return re.findall(r"`([^`\n]+)`", prose)


@pages
def test_every_file_a_document_names_is_there(page: Path) -> None:
    named = [word for word in ticked(page) if A_PATH.fullmatch(word)]
    assert [word for word in named if not stands(word) and word.removeprefix("/") not in TABLE] == []


@pages
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    text = page.read_text()
    links = re.findall(r"\]\(([^)#\s]+)\)|src=\"([^\"]+)\"", text)
    places = [one or other for one, other in links]
    assert [p for p in places if "://" not in p and not (page.parent / p).exists()] == []


@pages
def test_every_name_a_document_points_at_stands_in_its_file(page: Path) -> None:
    faults = []
    for path, name in re.findall(r"`([\w/]+\.py)`\s+·\s+`(\w+)`", page.read_text()):
        place = SRC / path if (SRC / path).exists() else ROOT / path
        if not re.search(rf"^\s*(def|class) {name}\b", place.read_text(), re.M):
            faults.append(f"{path} has no {name}")
    assert faults == []


@pages
def test_every_command_a_document_names_can_be_run(page: Path) -> None:
    text = page.read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    commands = {*OWN, *get_commands(), "help"}
    typed = [*ticked(page), *re.findall(r"^ {4,}(.+)$", text, re.M)]
    made = {m for line in typed for m in re.findall(r"\bmake ([a-z]+)", line)}
    ran = {m for line in typed for m in re.findall(r"(?:^|[ /])balaikota ([a-z_]+)", line)}
    assert made - targets == set()
    assert ran - commands == set()


SETTING = r"BALAIKOTA_[A-Z_]+|DATABASE(?:_OWNER)?_URL"


def test_the_readme_tells_of_every_setting_and_of_no_other() -> None:
    source = "\n".join(p.read_text() for p in SRC.rglob("*.py") if "tests" not in p.parts)
    known = set(re.findall(f'"({SETTING})"', source)) - {f"BALAIKOTA_{name}" for name in OUR_OWN}
    told = set(re.findall(rf"\b({SETTING})\b", (ROOT / "README.md").read_text()))
    assert known - told == set()
    assert told - known == set()
