"""Reading what a new edition did to a draft or a case, and the difference in words."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.carryover import methods, rules
from balaikota.engine.carryover.models import Carry, State, Why
from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.catalogue.methods import difference
from balaikota.engine.catalogue.models import Edition
from balaikota.engine.conditions.methods import EMPTY
from balaikota.engine.questions import queries as questions
from balaikota.engine.questions.models import Answers, Definition, Earlier, Finding, Question
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found

BATCH = 50
#: The parts of a service file an applicant meets beside its questions.
TOLD = ("fee", "limit", "law", "output")


def _older(edition: Edition) -> Q:
    """What was begun under an older edition of the same service."""
    return Q(edition__service=edition.service_id, edition__number__lt=edition.number)


def drafts_to_meet(edition: Edition, but: Collection[Any] = ()) -> list[Draft]:
    """The next drafts this edition has not met yet."""
    rows = cases.unsent(timezone.now()).filter(_older(edition)).select_related(None)
    rows = rows.exclude(carries__edition=edition).exclude(pk__in=but)
    return list(rows.only("pk").order_by("pk")[:BATCH])


def cases_to_meet(edition: Edition, but: Collection[Any] = ()) -> list[Case]:
    """The next cases this edition has not met yet. One that waits for a repair is met after it."""
    rows = (
        cases.at_desks()
        .filter(_older(edition), closed_at=None)
        .exclude(carries__edition=edition)
        .exclude(pk__in=but)
    )
    return list(rows.filter(waiting_since=None).only("pk").order_by("pk")[:BATCH])


def _about(thing: Draft | Case) -> QuerySet[Carry]:
    mine = Q(draft=thing) if isinstance(thing, Draft) else Q(case=thing)
    if isinstance(thing, Case) and thing.draft_id:
        mine |= Q(draft=thing.draft_id)
    return Carry.objects.filter(mine)


def of(thing: Draft | Case) -> QuerySet[Carry]:
    """What new editions did to a draft, or to a case and the draft it was, newest first."""
    return _about(thing).select_related("edition", "older").order_by("-created_at", "-edition__number")


def is_met(thing: Draft | Case, edition: Edition) -> bool:
    return of(thing).filter(edition=edition).exists()


def locked(carry: Carry) -> Carry:
    rows = Carry.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("edition", "older", "draft", "case").get(pk=carry.pk)


def carry(id: uuid.UUID, *, viewer: Person) -> Carry:
    """The applicant's own; officers see what happened to the cases of their desk."""
    rows = Carry.objects.select_related("edition__service", "older", "draft", "case__applicant")
    one = found(rows.filter(pk=id).first())
    is_seen = rules.is_owner(viewer, one) or (
        one.case_id is not None and cases.visible_to(viewer).filter(pk=one.case_id).exists()
    )
    return found(one if is_seen else None)


def by_id(id: str) -> Carry | None:
    """For reactions; a draft that was thrown away takes its carries with it."""
    return Carry.objects.select_related("edition__service", "older").filter(pk=id).first()


def overdue() -> list[Carry]:
    """Questions nobody answered in time."""
    return list(
        Carry.objects.filter(state=State.ASKED, until_at__lt=timezone.now()).order_by("until_at")[:500]
    )


def met() -> Exists:
    """Did a new edition ever meet this draft? To be read beside it."""
    return Exists(Carry.objects.filter(draft=OuterRef("pk")))


def newest(thing: Draft | Case) -> Carry | None:
    """The last thing a new edition did to it; asked once per object. Most were never met by one."""
    if "_carry" not in thing.__dict__:
        was_met = thing.__dict__.get("was_met")  # known of a draft that was opened
        asked = _about(thing).exists() if was_met is None else was_met
        thing.__dict__["_carry"] = of(thing).first() if asked else None
    last: Carry | None = thing.__dict__["_carry"]
    return last


def notice(thing: Draft | Case) -> dict[str, Any] | None:
    """What is to be said above a draft or case; nothing when no new edition met it."""
    last = newest(thing)
    is_open = isinstance(thing, Draft) or thing.is_open
    if last is None or not (last.is_carried or (is_open and (last.is_asked or last.why == Why.INCOMPLETE))):
        return None
    return {"carry": last, "left": list(last.left_behind.values()), "is_case": isinstance(thing, Case)}


def holds_back(draft: Draft) -> list[Finding]:
    """A draft whose applicant has been asked is sent after the answer, or when the time has run out."""
    last = newest(draft)
    if last is None or not last.is_asked:
        return []
    sentence = _("Aturan layanan ini berubah. Baca perbedaannya dan pilih, lalu kirim permohonan Anda.")
    return [Finding("edisi-baru", "block", sentence)]


def answers_of(carry: Carry) -> tuple[Answers, Answers]:
    """The answers before and after; while the question stands, as they would be."""
    if carry.is_carried:
        return carry.before, carry.after
    answers: Answers = carry.draft.answers if carry.draft else found(carry.case).answers
    kept, _left = methods.carried(*definitions(carry), answers)
    return answers, kept


def definitions(carry: Carry) -> tuple[Definition, Definition]:
    return catalogue.definition(carry.older), catalogue.definition(carry.edition)


def told(carry: Carry) -> dict[str, Any]:
    """The page of the difference: question by question what is otherwise, and what else changed."""
    old, new = definitions(carry)
    before, after = answers_of(carry)
    changes = difference(old, new)
    altered = {change.name for change in changes if change.part == _("Pertanyaan")}
    was, now = ({question.name: question for question in form.asked} for form in (old, new))
    names = [*now, *(name for name in was if name not in now)]
    rows = [_row(name, was.get(name), now.get(name), before, after) for name in names]
    rest = [one for one in changes if one.part in (_("Dokumen"), _("Langkah"))]
    rest += [one for one in changes if one.part == _("Layanan") and one.key in TOLD]
    return {
        "rows": [row for row in rows if row["name"] in altered or row["note"]],
        "others": [one.sentence for one in rest],
        "same": sum(1 for row in rows if row["before"] and row["before"] == row["after"]),
    }


def _row(
    name: str, was: Question | None, now: Question | None, before: Answers, after: Answers
) -> dict[str, Any]:
    said, stays = before.get(name), after.get(name)
    shown = questions.display(was, said) if was else ""
    kept = questions.display(now, stays) if now else ""
    note = ""
    if was is None:
        note = _("Pertanyaan baru.")
    elif now is None:
        note = (
            _("Tidak ditanyakan lagi. Jawaban Anda tetap disimpan.") if shown else _("Tidak ditanyakan lagi.")
        )
    elif said not in EMPTY and stays in EMPTY:
        note = _("Ditanyakan dengan cara lain. Dahulu Anda jawab: %s.") % shown
    label_before = was.label if was else ""
    labels = {"label": now.label if now else label_before, "label_before": label_before}
    return {"name": name, **labels, "before": shown, "after": kept, "note": note}


def remembered(old: Definition, left: Answers) -> Answers:
    """Answers left behind, each with what it answered and how a person reads it."""
    asked = {question.name: question for question in old.asked}
    return {
        name: {
            "label": asked[name].label if name in asked else name,
            "value": value,
            "shown": _read(old, asked.get(name), value),
        }
        for name, value in left.items()
    }


def _read(form: Definition, question: Question | None, value: Any) -> str:
    if question is None or question.kind != "group":
        return questions.display(question, value) if question else str(value)
    columns = {column.name: column for column in form.columns(question.name)}
    rows = [row for row in value if isinstance(row, dict)]
    said = [
        f"{columns[name].label}: {questions.display(columns[name], one)}"
        for row in rows
        for name, one in row.items()
        if name in columns
    ]
    return "; ".join(said)


def left_by(thing: Draft | Case) -> Answers:
    """Everything earlier editions left behind of this draft or case and nothing has taken up again."""
    last = of(thing).filter(state=State.CARRIED).first()
    return last.left_behind if last else {}


#: Never repeated on a screen: uploads, and numbers or names of other people.
_UNREPEATED = {"file", "note", "group", "nik", "kk", "person"}
LATEST = 5  # applications looked into


def earlier(draft: Draft) -> dict[str, Earlier]:
    """What a draft's owner answered before to its questions: in their latest applications, or under an older edition.

    Only their own, and only what they sent themselves; a long text only within the same service.
    """
    asked = {each.name: each for each in cases.definition_of(draft).asked if each.kind not in _UNREPEATED}
    told = {
        name: Earlier(one["shown"]) for name, one in left_by(draft).items() if name in asked and one["shown"]
    }
    rows = cases.at_desks().filter(applicant=draft.person, draft__isnull=False).select_related("edition")
    for case in rows.defer(*cases.FILE, "facts", "subject_name").order_by("-submitted_at")[:LATEST]:
        is_same = case.edition.service_id == draft.edition.service_id
        was = {each.name: each for each in cases.definition_of(case).asked}
        for name in asked.keys() & was.keys() - told.keys():
            old, new, value = was[name], asked[name], case.answers.get(name)
            is_meant = old.label == new.label and (is_same or new.kind != "longtext")
            if value not in EMPTY and is_meant and methods.fits(old, new, value):
                told[name] = Earlier(questions.display(old, value), value, case.number)
    return told
