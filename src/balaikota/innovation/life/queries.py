"""Reading innovations."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people import contract as home
from balaikota.foundation.people.models import Person
from balaikota.foundation.search.contract import Entry, Source
from balaikota.innovation.evidence import methods as proof
from balaikota.innovation.evidence import queries as evidence
from balaikota.innovation.evidence.models import Measurement
from balaikota.innovation.life import methods, rules
from balaikota.innovation.life.models import Innovation, Member, Stage
from balaikota.kit import pdf, prepared
from balaikota.kit.errors import found
from balaikota.kit.typed import counted

PAGE = 20
CERTIFICATE = Path(__file__).parent / "typst" / "piagam-inovator.typ"
OPEN_TO_ALL = (Stage.FIT, Stage.TRIAL, Stage.ADOPTED, Stage.STOPPED)


def everything() -> QuerySet[Innovation]:
    return Innovation.objects.select_related("agency", "proposer", "plan", "parent__plan", "parent__agency")


def just_proposed(said: dict[str, Any], parent: Innovation | None, *, by: Person) -> Innovation | None:
    """What this person proposed in these very words and nobody has answered yet."""
    rows = everything().filter(proposer=by, parent=parent, stage=Stage.PROPOSED, note="", **said)
    return rows.first()


def public() -> QuerySet[Innovation]:
    """What everybody may see, the newest turn first."""
    return everything().filter(stage__in=OPEN_TO_ALL).order_by("-stage_since", "-pk")


def listed(*, text: str = "", stage: str = "", after: str = "") -> tuple[list[Innovation], str]:
    """One page of the public ones, by the words of a problem and by stage; and where the next begins."""
    rows = public().filter(stage=stage) if stage in OPEN_TO_ALL else public()
    for word in text.split()[:6]:
        rows = rows.filter(Q(title__icontains=word) | Q(problem__icontains=word) | Q(design__icontains=word))
    skip = counted(after, most=1_000_000) or 0
    kept = list(rows[skip : skip + PAGE + 1])
    return kept[:PAGE], str(skip + PAGE) if len(kept) > PAGE else ""


def members_of(innovation: Innovation) -> set[object]:
    return set(Member.objects.filter(innovation=innovation).values_list("person_id", flat=True))


def innovation(number: str, *, viewer: Person | None) -> Innovation:
    row = everything().filter(number=number).first()
    may = row is not None and rules.may_see(viewer, row, members_of(row))
    return found(row if may else None)


def locked(innovation: Innovation) -> Innovation:
    return Innovation.objects.select_for_update(of=("self",)).get(pk=innovation.pk)


def by_number(number: str) -> Innovation | None:
    return everything().filter(number=number).first()


def of_event(event_id: int) -> Innovation:
    return everything().get(pk=int(audit.event(event_id).about_id))


def to_judge() -> QuerySet[Innovation]:
    return everything().filter(stage=Stage.PROPOSED).order_by("proposed_at")


def running() -> QuerySet[Innovation]:
    return everything().filter(stage__in=(Stage.FIT, Stage.TRIAL)).order_by("stage_since")


def of_person(person: Person | uuid.UUID) -> QuerySet[Innovation]:
    """What this person proposed or belongs to; what they answer for through their agency is not asked here."""
    theirs = Q(proposer=person) | Q(pk__in=Member.objects.filter(person=person).values("innovation"))
    return everything().filter(theirs).order_by("-stage_since", "-pk")


def finding(innovation: Innovation) -> Measurement | None:
    return evidence.newest(innovation.plan) if innovation.plan else None


def findings(rows: list[Innovation]) -> dict[Any, Measurement]:
    """The newest finding of each of these, by plan."""
    plans = [row.plan_id for row in rows if row.plan_id]
    return {each.plan_id: each for each in evidence.measured().filter(plan__in=plans)}


def shown_adoptions(innovation: Innovation) -> list[Measurement]:
    """Adoptions of it elsewhere whose effect was shown."""
    plans = Innovation.objects.filter(parent=innovation, plan__isnull=False).values_list("plan_id", flat=True)
    return list(evidence.measured().filter(plan__in=list(plans)))


def level(innovation: Innovation, seen: Measurement | None) -> int:
    """Strength of proof, repetitions included."""
    has_plan = innovation.plan is not None and innovation.plan.is_locked
    if seen is None:
        return 1 if has_plan else 0
    repeats = sum(row.verdict == "shown" for row in shown_adoptions(innovation))
    return proof.level(seen.verdict, seen.design, has_plan=has_plan, repeats=repeats)


def may(innovation: Innovation, *, viewer: Person | None) -> dict[str, bool]:
    """What this viewer may do now, by verb."""
    members, plan, stage = members_of(innovation), innovation.plan, innovation.stage
    runs = viewer is not None and rules.may_run(viewer, innovation, members)
    judges = viewer is not None and rules.may_judge(viewer, innovation, members)
    is_locked = plan is not None and plan.is_locked
    return {
        "run": runs,
        **dict.fromkeys(("find_fit", "send_back", "find_unfit"), judges and stage == Stage.PROPOSED),
        "mend": runs and stage in (Stage.DRAFT, Stage.RETURNED),
        "plan": runs and stage == Stage.FIT and not is_locked,
        "lock": runs and plan is not None and not is_locked,
        "begin": runs and stage == Stage.FIT and is_locked,
        "measure": runs and stage in (Stage.TRIAL, Stage.ADOPTED),
        "adopt": judges and stage == Stage.TRIAL and finding(innovation) is not None,
        "stop": (runs or judges) and methods.may_follow(stage, Stage.STOPPED),
        "join": runs,
        "reward": judges and stage == Stage.ADOPTED and not innovation.reward,
        "take_over": viewer is not None
        and organisations.is_staff(viewer)
        and stage in (Stage.TRIAL, Stage.ADOPTED),
    }


def page_of(innovation: Innovation, *, viewer: Person | None) -> dict[str, Any]:
    """What the page of an innovation shows this viewer."""
    seen, plan, allowed = finding(innovation), innovation.plan, may(innovation, viewer=viewer)
    is_locked = plan is not None and plan.is_locked
    return {
        "innovation": innovation,
        "members": innovation.members.select_related("person").order_by("since"),
        "criteria": [(label, innovation.criteria.get(name, "")) for name, label in methods.CRITERIA.items()],
        "steps": methods.steps(innovation.stage, dict(Stage.choices)),
        "next": methods.next_step(
            innovation.stage,
            has_plan=plan is not None,
            is_locked=is_locked,
            verdict=seen.verdict if seen else "",
        ),
        "told": evidence.told(seen) if seen else None,
        "level": level(innovation, seen),
        "adoptions": innovation.adoptions.filter(stage__in=OPEN_TO_ALL).select_related("agency"),
        "events": [
            (each, methods.TOLD[each.name]) for each in audit.story(innovation) if each.name in methods.TOLD
        ],
        "is_mine": allowed["run"],
        "may": allowed,
    }


def plan_offered(innovation: Innovation) -> dict[str, Any]:
    """What a new plan begins with: the trial's months, and what the original measured when this is an adoption."""
    told = {
        "start": innovation.trial_from,
        "last_month": innovation.trial_until,
        "service": innovation.service,
    }
    first = innovation.parent.plan if innovation.parent else None
    if first is None:
        return told
    names = ("outcome", "service", "figure", "better", "wanted", "other_causes")
    return told | {name: getattr(first, name) for name in names}


AT_HOME = prepared.Planned(
    lambda person: of_person(person).select_related(None).select_related("plan")[:3], "person"
)


def own_items(person: Person) -> list[home.Item]:
    """For "Rumah saya": the newest of their own; those that wait for them say so."""
    return [_item(row) for row in AT_HOME(person=person.pk)]


def _item(row: Innovation) -> home.Item:
    waits = row.stage in (Stage.DRAFT, Stage.RETURNED, Stage.FIT)
    tone = "wait" if waits else "ok" if row.stage == Stage.ADOPTED else "info"
    note = methods.next_step(
        row.stage,
        has_plan=row.plan_id is not None,
        is_locked=bool(row.plan and row.plan.is_locked),
        verdict="",
    )
    return home.Item(
        row.title, row.get_absolute_url(), note=note, number=row.number, badge=row.get_stage_display(), tone=tone,
        at=row.stage_since, is_waiting=waits,
    )  # fmt: skip


def portfolio() -> dict[str, Any]:
    """Every public innovation as a dot: stage × strength of proof × effect × cost; and as rows of a table."""
    rows = list(public())
    seen = findings(rows)
    told = [
        {
            "stage": row.stage,
            "level": level(row, seen.get(row.plan_id)),
            "budget": row.budget,
            "tone": methods.tone(seen[row.plan_id].verdict if row.plan_id in seen else ""),
            "verdict": seen[row.plan_id].get_verdict_display() if row.plan_id in seen else "",
            "effect": _effect(seen.get(row.plan_id)),
            "title": row.title,
            "url": row.get_absolute_url(),
            "label": row.get_stage_display(),
        }
        for row in rows
    ]
    best = [row for row in told if row["tone"] == "ok"]
    return {"rows": told, "dots": methods.dots(told), "best": sorted(best, key=lambda row: -row["level"])}


def _effect(row: Measurement | None) -> str:
    return f"{proof.number(row.effect)} {row.plan.unit}" if row and row.effect is not None else ""


def certificate(innovation: Innovation, key: str) -> bytes:
    """The certificate of one member of a rewarded team, as PDF/A."""
    member = found(
        innovation.members.select_related("person").filter(key=key).first() if innovation.reward else None
    )
    seen = finding(innovation)
    content = {
        "name": member.person.name,
        "role": member.role,
        "contribution": member.contribution,
        "title": innovation.title,
        "number": innovation.number,
        "reward": innovation.reward,
        "agency": innovation.agency.name if innovation.agency else "",
        "finding": evidence.told(seen)["sentence"] if seen and seen.verdict == "shown" else "",
    }
    return pdf.draw(CERTIFICATE, content, example=innovation.is_sample)


class Innovations(Source):
    """Innovations as the home page's search finds them."""

    kind, label = "innovation", _("Inovasi")

    def entries(self) -> Iterator[Entry]:
        return (entry(row) for row in public().iterator())


def entry(row: Innovation) -> Entry:
    return Entry(
        "innovation", row.number, row.get_absolute_url(), row.title, summary=row.benefit[:200], words=("inovasi",),
        body=row.problem,
    )  # fmt: skip
