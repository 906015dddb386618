"""What rooms above tell the catalogue: remarks on answers that a service file cannot compute itself."""

from collections.abc import Callable
from datetime import date

from balaikota.engine.questions.models import Answers, Facts, Finding

Remarks = Callable[[str, Answers, Facts, date], list[Finding]]

_told: list[Remarks] = []


def remarks_by(tell: Remarks) -> Remarks:
    """Register who knows the remarks made in Python: given the service, clean answers, facts and the day."""
    _told[:] = [tell]
    return tell


def remarks(slug: str, answers: Answers, facts: Facts, today: date) -> list[Finding]:
    return [remark for tell in _told for remark in tell(slug, answers, facts, today)]
