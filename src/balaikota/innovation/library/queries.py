"""Reading the library."""

import json
from typing import Any

from django.db.models import Q

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import queries as regions
from balaikota.innovation.evidence import methods as proof
from balaikota.innovation.evidence import queries as evidence
from balaikota.innovation.library import methods
from balaikota.innovation.life import queries as life
from balaikota.innovation.life.models import Innovation, Stage

FIELDS = ("title", "bentuk", "urusan", "inisiator", "is_digital", "problem", "design", "goal", "benefit", "criteria",
          "trial_from", "trial_until", "budget", "service", "kbli", "regulation", "lessons")  # fmt: skip


def shelf(text: str) -> list[Innovation]:
    """What can be taken over, by the words of a problem; what was shown to work first."""
    kept = Q(stage__in=(Stage.TRIAL, Stage.ADOPTED)) | ~Q(from_elsewhere="")
    rows = life.public().filter(kept)
    for word in text.split()[:6]:
        rows = rows.filter(Q(title__icontains=word) | Q(problem__icontains=word) | Q(benefit__icontains=word))
    listed = list(rows[:60])
    seen = life.findings(listed)
    return sorted(listed, key=lambda row: row.plan_id not in seen or seen[row.plan_id].verdict != "shown")


def agencies_of(person: Person) -> list[Agency]:
    """The offices where this person works today."""
    held = {
        tenure.post.desk.agency_id: tenure.post.desk.agency for tenure in organisations.tenures_today(person)
    }
    return list(held.values())


def open_file(row: Innovation) -> str:
    """The innovation, its plan and its finding, to be taken to another city."""
    seen = life.finding(row)
    told: dict[str, Any] = {
        "format": methods.FORMAT,
        "city": regions.city().name,
        "number": row.number,
        "innovation": {name: getattr(row, name) for name in FIELDS},
        "plan": evidence.content(row.plan) if row.plan and row.plan.is_locked else None,
        "finding": _finding(seen) if seen else None,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=str)


def _finding(seen: Any) -> dict[str, Any]:
    names = ("verdict", "design", "effect", "low", "high", "se", "p")
    told = {name: getattr(seen, name) for name in names}
    return told | {
        "sentence": evidence.told(seen)["sentence"],
        "measured_at": seen.at,
        "data": seen.detail.get("table"),
    }


def family(row: Innovation) -> dict[str, Any]:
    """The original, all who took it over, and their effects together."""
    first = row
    while first.parent is not None:
        first = life.everything().get(pk=first.parent.pk)
    rows = [first, *life.public().filter(parent=first)]
    seen = life.findings(rows)
    lines = [
        {"row": each, "seen": seen.get(each.plan_id), "effect": _effect(seen.get(each.plan_id))}
        for each in rows
    ]
    sure = [(one.effect, one.se) for one in seen.values() if one.effect is not None and one.se]
    together = None
    if len(sure) >= 2:
        from balaikota.innovation.measuring import methods as measuring

        mean, low, high, apart = measuring.repeated(sure)
        numbers = [proof.number(value) for value in (mean, low, high)]
        together = dict(zip(("mean", "low", "high"), numbers, strict=True)) | {
            "apart": round(apart * 100),
            "n": len(sure),
        }
    return {
        "first": first,
        "lines": lines,
        "together": together,
        "unit": first.plan.unit if first.plan else "",
    }


def _effect(seen: Any) -> str:
    if seen is None or seen.effect is None:
        return ""
    return f"{proof.number(seen.effect)} ({proof.number(seen.low)} … {proof.number(seen.high)})"
