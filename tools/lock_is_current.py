"""Whether requirements.lock still answers pyproject.toml: each asked package locked at a version asked for.

Compares names and versions only and asks no registry; `make lock` writes the lock anew.
"""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]


def locked() -> dict[str, str]:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    found = (re.match(r"([A-Za-z0-9._-]+)==([^ ;\\]+)", line) for line in lines)
    return {canonicalize_name(hit[1]): hit[2] for hit in found if hit}


def faults() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    have, found = locked(), []
    for requirement in map(Requirement, asked):
        version = have.get(canonicalize_name(requirement.name))
        if version is None:
            found.append(f"{requirement.name} is asked for but not locked")
        elif not requirement.specifier.contains(version, prereleases=True):
            found.append(f"{requirement.name} is locked at {version}, asked for {requirement.specifier}")
    if re.search(r"https?://", (ROOT / "requirements.lock").read_text()):
        found.append("requirements.lock names a host")
    return found


if __name__ == "__main__":
    said = faults()
    print("\n".join([*said, "run: make lock"]) if said else "requirements.lock is current")
    sys.exit(bool(said))
