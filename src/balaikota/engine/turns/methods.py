"""The parts of a step as rows of a page, and back. Pure."""

from typing import Any

from balaikota.engine.questions.models import EARLIER

Table = dict[str, Any]

LEAST_RUNGS, LEAST_INSTEADS = 3, 1  # rows that are always offered, one of them empty


def rungs(step: Table) -> list[tuple[Any, str]]:
    """The ladder as it is kept, and empty rows up to a handful."""
    kept = [
        (row[0], str(row[1]))
        for row in step.get("escalate") or []
        if isinstance(row, list | tuple) and len(row) == 2
    ]
    return kept + [("", "")] * max(1, LEAST_RUNGS - len(kept))


def insteads(step: Table) -> list[Table]:
    """The exceptions as they are kept, and one empty row more."""
    kept = [row for row in step.get("instead") or [] if isinstance(row, dict)]
    return [*kept, *({} for _row in range(LEAST_INSTEADS))]


def barred(step: Table) -> list[str]:
    """Whose finisher may not do this step; the house's own rule is every earlier one."""
    said = step.get("not_by")
    return [EARLIER] if said is None else [str(name) for name in said]


def barred_as_kept(ticked: list[str]) -> list[str] | None:
    """None for the house's own rule; an empty list says that the same person may do both."""
    if EARLIER in ticked:
        return None
    return ticked


def climbs(ladder: list[tuple[Any, str]]) -> bool:
    """Do the hours of a ladder grow from rung to rung?"""
    hours = [at for at, _what in ladder]
    return hours == sorted(set(hours)) and all(at > 0 for at in hours)
