"""Reading records, finding those alike, and the pairs officers look at."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Count, Model, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from balaikota.engine.cases import methods as case_methods
from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case, Outcome
from balaikota.engine.likeness import contract, methods, rules
from balaikota.engine.likeness.models import Merge, Pair, Threshold, Trace, Verdict
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person, Shdk
from balaikota.foundation.regions import queries as regions
from balaikota.kit import prepared
from balaikota.kit.errors import found

PEOPLE = "orang"
PAGE = 25
MOST = 200  # records that share a fingerprint and are compared; the newest first
SHOWN = 25  # of those found alike; whoever sees so many needs no more to know that something is wrong
ONCE = Q(case__outcome=None) | Q(case__outcome=Outcome.GRANTED)


# --- what is known of one -------------------------------------------------------------------------


def record_of_person(person: Person, *, with_household: bool = True) -> methods.Record:
    """A person as the city knows them. Asking for the household is one query more."""
    kk = people.household_of(person) if with_household else None
    return methods.Record(
        name=person.name,
        nik=(person.nik or "") if person.nik_index else "",
        born_on=person.tanggal_lahir,
        born_at=person.tempat_lahir,
        sex=person.jenis_kelamin,
        household=str(kk.pk) if kk else "",
    )


def space_of(case: Case) -> str:
    """Which cases this one is compared with: those about the same kind of event, or of the same service."""
    event = cases.definition_of(case).subject.event
    return event or f"layanan:{case.edition.service.slug}"


def record_of_case(case: Case) -> methods.Record:
    """The one a case is about: as its service file says, else the name it is filed under, else its applicant."""
    subject, said = cases.definition_of(case).subject, case.answers
    if not subject.event:
        own = record_of_person(case.applicant, with_household=False)
        about = methods.Record(name=case.subject_name) if case.subject_name else own
        return replace(about, applicant=str(case.applicant_id))
    text = {part: _text(said.get(name)) for part, name in vars(subject).items() if name and part != "event"}
    plural, born, happened = (text.pop(part, "") for part in ("plural", "born_on", "happened_on"))
    at = text.get("born_at", "")
    place = regions.path(at) if at[:1].isdigit() else []
    return methods.Record(
        **text | {"born_at": place[-1].name if place else at},
        born_on=_day(born),
        happened_on=_day(happened),
        is_plural=plural not in ("", "tunggal"),
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


# --- finding --------------------------------------------------------------------------------------


def _candidates(space: str, keys: list[int]) -> QuerySet[Trace]:
    """Traces that share a fingerprint. The GIN index on `keys` is entered; nothing is read besides."""
    return Trace.objects.filter(keys__overlap=keys, space=space).order_by("-at")


def persons_like(person: Person, record: methods.Record) -> list[tuple[Person, methods.Score]]:
    """Other people at or above the floor. Whoever was merged into another is that other."""
    rows = _candidates(PEOPLE, methods.keys(record, PEOPLE)).exclude(person=person).select_related("person")
    alike = []
    for other in (row.person for row in rows[:MOST] if row.person):
        near = methods.score(record, record_of_person(other, with_household=False))
        if near.is_enough and near.bits >= methods.FLOOR - 4:
            alike.append((other, methods.score(record, record_of_person(other))))
    return [(other, score) for other, score in alike if score.bits >= methods.FLOOR]


def cases_like(case: Case, record: methods.Record) -> list[tuple[Case, methods.Score]]:
    """Other cases about the same, at or above the floor. A refused or withdrawn one took nothing; an application
    that may be made again and again matters only while both are open."""
    space = space_of(case)
    still = Q(case__outcome=None) if space.startswith("layanan:") else ONCE
    rows = _candidates(space, methods.keys(record, space)).filter(still).exclude(case=case)
    rows = rows.select_related("case__edition__service", "case__applicant")
    rows = rows.defer("case__edition__definition", "case__edition__source", "case__facts")
    scored = [(row.case, methods.score(record, record_of_case(row.case))) for row in rows[:MOST] if row.case]
    return [(other, score) for other, score in scored if score.is_enough and score.bits >= methods.FLOOR]


def matters(case: Case) -> bool:
    """Is this case still one that another could repeat?"""
    is_once = not space_of(case).startswith("layanan:")
    return case.is_open or (is_once and case.outcome == Outcome.GRANTED)


def _pairs(thing: Person | Case) -> QuerySet[Pair]:
    name = "person" if isinstance(thing, Person) else "case"
    return Pair.objects.filter(Q(**{f"{name}_a": thing}) | Q(**{f"{name}_b": thing}))


def pairs_of(thing: Person | Case) -> dict[tuple[Any, Any], Pair]:
    """Every pair this one is part of, judged or not, by the keys of both."""
    name = "person" if isinstance(thing, Person) else "case"
    return {(getattr(row, f"{name}_a_id"), getattr(row, f"{name}_b_id")): row for row in _pairs(thing)}


def open_pairs_of(thing: Person | Case) -> QuerySet[Pair]:
    return _pairs(thing).filter(verdict=Verdict.OPEN)


def traced(thing: Person | Case) -> QuerySet[Trace]:
    return Trace.objects.filter(**{"person" if isinstance(thing, Person) else "case": thing})


def untraced_cases(most: int) -> list[uuid.UUID]:
    """Cases from before the guard."""
    known = Trace.objects.filter(case__isnull=False).values("case_id")
    return list(cases.at_desks().exclude(pk__in=known).order_by("pk").values_list("pk", flat=True)[:most])


def untraced_people(most: int) -> list[uuid.UUID]:
    """People from before the guard; whoever was merged away is compared no more."""
    known = Trace.objects.filter(person__isnull=False).values("person_id")
    gone = Merge.objects.filter(undone_at=None).values("gone_id")
    return people.others_than(known.union(gone), most=most)


# --- threshold ------------------------------------------------------------------------------------


def threshold() -> int:
    row = Threshold.objects.order_by("-pk").first()
    return row.bits if row else methods.DEFAULT


def thresholds() -> list[Threshold]:
    """Who set it, when and why; the newest first."""
    return list(Threshold.objects.select_related("by").order_by("-pk")[:20])


def _in_force() -> Any:
    return Coalesce(Subquery(Threshold.objects.order_by("-pk").values("bits")[:1]), methods.DEFAULT)


def counts(viewer: Person) -> list[tuple[int, int]]:
    """How many open pairs each threshold would show this viewer, in one query."""
    asked = {f"from_{bits}": Count("pk", filter=Q(bits__gte=bits)) for bits in methods.THRESHOLDS}
    told = visible_to(viewer).filter(verdict=Verdict.OPEN).aggregate(**asked)
    return [(bits, told[f"from_{bits}"]) for bits in methods.THRESHOLDS]


# --- looking --------------------------------------------------------------------------------------


def visible_to(viewer: Person) -> QuerySet[Pair]:
    """Pairs of persons for those who look up residents; pairs of cases for those who work at both desks."""
    desks = cases.work_desks(viewer)
    mine = Q(case_a__desk__in=desks, case_b__desk__in=desks)
    return Pair.objects.filter(mine | Q(case_a=None) if rules.may_compare(viewer) else mine)


def may_enter(viewer: Person) -> bool:
    return rules.may_compare(viewer) or bool(cases.work_desks(viewer))


@dataclass(frozen=True)
class PairPage:
    """25 pairs and the key after which the next begin (empty at the end)."""

    rows: list[Pair]
    after: str = ""


def pairs(viewer: Person, *, settled: bool = False, after: str = "") -> PairPage:
    """Open pairs from the threshold on, the likeliest first; or settled ones, the newest first. Names nobody."""
    rows = visible_to(viewer).select_related("case_a", "case_b", "settled_by")
    rows = rows.defer("case_a__answers", "case_b__answers", "case_a__facts", "case_b__facts", "note")
    rows = rows.exclude(verdict=Verdict.OPEN) if settled else rows.filter(verdict=Verdict.OPEN)
    if not settled:
        rows = rows.filter(bits__gte=_in_force())
    name = "settled_at" if settled else "bits"
    last = visible_to(viewer).filter(pk=after).values_list(name, "pk").first() if _is_key(after) else None
    if last:
        rows = rows.filter(Q(**{f"{name}__lt": last[0]}) | Q(**{name: last[0], "pk__gt": last[1]}))
    cut = list(rows.order_by(f"-{name}", "pk")[: PAGE + 1])
    for row in cut:
        row.told = methods.reasons(row.points)  # type: ignore[attr-defined]
    return PairPage(cut[:PAGE], str(cut[PAGE - 1].pk) if len(cut) > PAGE else "")


def _is_key(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def pair(id: uuid.UUID, *, viewer: Person) -> Pair:
    rows = visible_to(viewer).select_related(
        "person_a", "person_b", "case_a__edition__service", "case_b__edition__service",
        "case_a__applicant", "case_b__applicant", "settled_by",
    )  # fmt: skip
    heavy = ("definition", "source")
    rows = rows.defer(*(f"{side}__edition__{name}" for side in ("case_a", "case_b") for name in heavy))
    return found(rows.filter(pk=id).first())


def locked(pair: Pair) -> Pair:
    rows = Pair.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("person_a", "person_b", "case_a", "case_b").get(pk=pair.pk)


def records(pair: Pair) -> tuple[methods.Record, methods.Record]:
    a, b = pair.sides
    read = record_of_person if pair.is_of_persons else record_of_case
    return read(a), read(b)


def kin(viewer: Person) -> set[uuid.UUID]:
    """Who shares the viewer's household today, the viewer too."""
    kk = people.household_of(viewer)
    return {viewer.pk} | ({row.person_id for row in people.members(kk)} if kk else set())


def pair_page(pair: Pair, *, viewer: Person) -> dict[str, Any]:
    """Both records side by side as they are now, why they are alike, and what this viewer may do about it."""
    a, b = records(pair)
    near, merge = kin(viewer), merge_of(pair)
    may_merge = pair.is_open and rules.may_merge(viewer, pair, near)
    return {
        "pair": pair,
        "rows": methods.side_by_side(a, b, methods.score(a, b)),
        "sides": pair.sides,
        "events": _told(pair),
        "merge": merge,
        "may_judge": pair.is_open and rules.may_judge(viewer, pair, near),
        "may_reopen": rules.may_reopen(viewer, pair, near),
        "may_merge": may_merge,
        "may_undo": merge is not None and rules.may_undo(viewer, merge, near),
        "choices": [_choice(kept, gone) for kept, gone in (pair.sides, pair.sides[::-1])]
        if may_merge
        else [],
    }


def _told(pair: Pair) -> list[Any]:
    """What happened to it; a merge left one event for each of the two, and is told once."""
    events = audit.story(pair).exclude(name__endswith=".opened")
    return case_methods.with_templates(
        event for event in events if event.detail.get("gone", "") != str(event.subject_id)
    )


def _choice(kept: Person, gone: Person) -> dict[str, Any]:
    """What would follow if this one stayed: what goes over, or why it cannot be."""
    why = why_never(kept, gone)
    return {
        "kept": kept,
        "gone": gone,
        "why": methods.refusal(why),
        "moves": [] if why else moves(kept, gone),
    }


def panel_of(case: Case, viewer: Person) -> dict[str, Any]:
    """Beside a case: what it, or its applicant, may be a double of. Says how they agree, never with what."""
    about = Q(case_a=case) | Q(case_b=case) | Q(person_a=case.applicant_id) | Q(person_b=case.applicant_id)
    shown = Q(verdict=Verdict.OPEN) | Q(verdict=Verdict.SAME)
    rows = visible_to(viewer).filter(about, shown, bits__gte=_in_force()).select_related("case_a", "case_b")
    rows = rows.only("bits", "points", "verdict", "person_a", "person_b", "case_a__number", "case_b__number")
    told = []
    for row in rows.order_by("-bits", "pk")[:5]:
        other = None if row.is_of_persons else row.case_b if row.case_a_id == case.pk else row.case_a
        told.append({"pair": row, "other": other, "reasons": methods.reasons(row.points)})
    return {"pairs": told}


# --- merging --------------------------------------------------------------------------------------


def merge_of(pair: Pair) -> Merge | None:
    """The merge of this pair that stands."""
    return (
        Merge.objects.filter(pair=pair, undone_at=None).select_related("kept", "gone", "by", "pair").first()
    )


def locked_merge(merge: Merge) -> Merge:
    rows = Merge.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("kept", "gone", "pair").get(pk=merge.pk)


def is_merged_away(person: Person) -> bool:
    return Merge.objects.filter(gone=person, undone_at=None).exists()


def shown(person: Person) -> dict[str, Any]:
    """For a person's page, theirs too: that another record became part of this one, or this one of another."""
    rows = Merge.objects.filter(Q(kept=person) | Q(gone=person), undone_at=None).order_by("at")
    return {
        "merges": [{"at": row.at, "is_closed": row.gone_id == person.pk} for row in rows.only("at", "gone")]
    }


OTHERS = """with recursive others (id) as (
    select gone_id from likeness_merge where kept_id = %(person)s::uuid and undone_at is null
    union select gone_id from likeness_merge join others on kept_id = others.id where undone_at is null
) select id from others"""


def other_records(person: Person) -> list[uuid.UUID]:
    """Every record that points to this one, also through another."""
    return [pk for (pk,) in prepared.rows(OTHERS, {"person": person.pk})]


def why_never(kept: Person, gone: Person) -> str:
    """The name of the reason these two cannot become one; empty when they can."""
    homes = [people.household_of(each) for each in (kept, gone)]
    same = homes[0] == homes[1] if homes[0] and homes[1] else None
    why = rules.why_never(kept, gone, same_household=same, has_post=gone.tenures.exists())
    if not why and same and homes[0]:
        heads = {row.person_id for row in people.members(homes[0]) if row.shdk == Shdk.KEPALA_KELUARGA}
        why = "head" if gone.pk in heads else ""
    return why


def table(label: str) -> type[Model]:
    """A table by the name its room registered."""
    return apps.get_model(label)


def followers(kept: Person, gone: Person) -> Iterable[contract.Follower]:
    """The foreign keys that are turned: those of the login only when it is taken over."""
    takes_login = gone.has_login and not kept.has_login
    return [each for each in contract.followers() if takes_login or not each.with_login]


def rows_of(follower: contract.Follower, person: Person) -> list[Any]:
    """The keys of the rows that name this person, in a fixed order."""
    rows = table(follower.model)._base_manager.filter(**{follower.field: person.pk})
    return list(rows.order_by("pk").values_list("pk", flat=True))


def moves(kept: Person, gone: Person) -> list[tuple[str, int]]:
    """What would go over, for the preview: what it is called and how many."""
    told = [(str(each.called), len(rows_of(each, gone))) for each in followers(kept, gone)]
    return [(called, number) for called, number in told if number]
