"""Keeping what people say and what was spent; asking, once, months after a class."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, require
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort, Enrolment, Session
from balaikota.training.evaluation import methods, queries, rules
from balaikota.training.evaluation.models import Behaviour, Cost, CostKind, Reaction, Said, Side


@transaction.atomic
def react(
    enrolment: Enrolment, session: Session | None, marks: dict[str, int], remark: str, *, by: Person
) -> None:
    """What this participant thinks, once. The answer keeps no way back to them; its event tells of the class."""
    enrolment = classes.enrolment(enrolment.pk)
    is_theirs = by.pk == enrolment.person_id
    if session is not None:
        days = methods.asked()["session_days"]
        is_open = rules.may_judge_session(enrolment, session, timezone.now(), days)
    else:
        is_open = queries.may_judge_class(enrolment)
    require(is_theirs and is_open, _("Kuesioner ini belum dibuka atau sudah ditutup."), status=409)
    require(bool(marks), _("Isi sedikitnya satu penilaian."), status=422)
    try:
        with transaction.atomic():
            Said.objects.create(enrolment=enrolment, session=session)
    except IntegrityError:
        raise Refusal(_("Anda sudah mengisi kuesioner ini. Terima kasih."), status=409) from None
    Reaction.objects.create(
        cohort=enrolment.cohort, session=session, marks=marks, remark=remark.strip()[:2000]
    )
    audit.record("evaluation.reacted", enrolment.cohort, by=None, session=str(session.pk) if session else "")


@transaction.atomic
def ask(enrolment: Enrolment, months: int) -> list[Behaviour]:
    """A question to the participant and one to whoever leads their unit today; each once, though said twice.

    Who came for a business has no superior: what became of it is asked of its own figures.
    """
    closes_on = timezone.localdate() + timedelta(days=methods.asked()["behaviour_days"])
    if enrolment.unit is None:
        return []
    heads = [each for each in organisations.heads_of(enrolment.unit) if each.pk != enrolment.person_id]
    made = []
    for side, person in ((Side.OWN, enrolment.person), (Side.SUPERIOR, heads[0] if heads else None)):
        if person is None:
            continue
        row, is_new = Behaviour.objects.get_or_create(
            enrolment=enrolment, months=months, side=side, defaults={"asked": person, "closes_on": closes_on}
        )
        if is_new:
            audit.record("evaluation.asked", row, by=None, subject=person, months=months, side=side)
            made.append(row)
    return made


@transaction.atomic
def remind(row: Behaviour) -> None:
    """Once, while it is still open."""
    row = queries.locked(row)
    if row.answered_at is None and row.reminded_at is None:
        row.reminded_at = timezone.now()
        row.save(update_fields=["reminded_at"])
        audit.record("evaluation.reminded", row, by=None, subject=row.asked)


@transaction.atomic
def answer(row: Behaviour, marks: dict[str, int], remark: str, *, by: Person) -> None:
    """What they see of the training in the work of today."""
    row = queries.locked(row)
    sentence = _("Kuesioner ini sudah dijawab atau sudah ditutup.")
    require(rules.may_answer(by, row, timezone.localdate()), sentence, status=409)
    require(bool(marks), _("Isi sedikitnya satu penilaian."), status=422)
    row.marks, row.remark, row.answered_at = marks, remark.strip()[:2000], timezone.now()
    row.save(update_fields=["marks", "remark", "answered_at"])
    audit.record("evaluation.answered", row, by=by, subject=row.enrolment.person, months=row.months)


@transaction.atomic
def plan_cost(cohort: Cohort, kind: CostKind, about: str, planned: int, *, by: Person) -> Cost:
    """A line of the class's budget."""
    require(rules.may_keep_costs(by, cohort), _("Biaya kelas dicatat oleh penyelenggara."))
    row = Cost.objects.create(cohort=cohort, kind=kind, about=about, planned=planned, by=by)
    audit.record("evaluation.cost_planned", row, by=by, amount=planned)
    return row


@transaction.atomic
def note_spent(row: Cost, spent: int, proof: str, *, by: Person) -> None:
    """What was really spent on a line, with the number of its voucher; said again, the later one counts."""
    row = queries.locked_cost(row)
    require(rules.may_keep_costs(by, row.cohort), _("Biaya kelas dicatat oleh penyelenggara."))
    before, row.spent, row.proof, row.by, row.noted_at = row.spent, spent, proof, by, timezone.now()
    row.save(update_fields=["spent", "proof", "by", "noted_at"])
    audit.record("evaluation.cost_spent", row, by=by, amount=spent, before=before)
