"""What rooms above tell the catalogue: remarks a service file cannot compute itself, and parts of a service's page."""

from collections.abc import Callable
from datetime import date
from typing import Any

from balaikota.engine.catalogue.models import Service
from balaikota.engine.questions.models import Answers, Facts, Finding

Remarks = Callable[[str, Answers, Facts, date], list[Finding]]

_told: list[Remarks] = []


def remarks_by(tell: Remarks) -> Remarks:
    """Register who knows the remarks made in Python: given the service, clean answers, facts and the day."""
    _told[:] = [tell]
    return tell


def remarks(slug: str, answers: Answers, facts: Facts, today: date) -> list[Finding]:
    return [remark for tell in _told for remark in tell(slug, answers, facts, today)]


Filling = Callable[[Service], dict[str, Any]]
_parts: list[tuple[str, Filling, Callable[[], str]]] = []


def shows(template: str, filled_by: Filling, version: Callable[[], str]) -> None:
    """Show this template on every service's page. `version` answers something else when it would look different."""
    _parts.append((template, filled_by, version))


def parts(service: Service) -> list[tuple[str, dict[str, Any]]]:
    return [(template, filled_by(service)) for template, filled_by, _version in _parts]


def version() -> str:
    return "".join(version() for _template, _filling, version in _parts)
