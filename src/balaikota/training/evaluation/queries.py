"""Reading what people said, what a class cost and what came of it."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from balaikota.foundation.audit import queries as audit
from balaikota.kit.errors import found
from balaikota.kit.worktime import months_later
from balaikota.training.certificates import queries as certificates
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort, Enrolment, Session
from balaikota.training.courses import methods as jp
from balaikota.training.evaluation import methods, rules
from balaikota.training.evaluation.methods import Mean
from balaikota.training.evaluation.models import Behaviour, Cost, Reaction, Said, Side
from balaikota.training.exams import methods as figures
from balaikota.training.exams import queries as exams
from balaikota.training.owners import queries as owners
from balaikota.training.projects import queries as projects
from balaikota.training.projects.contract import Followed
from balaikota.training.servants import queries as servants
from balaikota.training.servants import rules as duties

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person
    from balaikota.training.classes.contract import Offer

ASPECTS = {
    "pengajar": lazy("Pengajar"),
    "penyelenggara": lazy("Penyelenggara"),
    "sarana": lazy("Sarana dan bahan"),
    "manfaat": lazy("Manfaat"),
}


# --- answering ------------------------------------------------------------------------------------


def seat(cohort: Cohort, viewer: "Person") -> Enrolment:
    """The viewer's own; to everybody else the page is not there."""
    return found(classes.enrolment_of(viewer, cohort))


def has_said(enrolment: Enrolment, session: Session | None) -> bool:
    return Said.objects.filter(enrolment=enrolment, session=session).exists()


def open_sessions(enrolment: Enrolment) -> list[Session]:
    """Sessions this participant may judge now and has not judged."""
    said = set(Said.objects.filter(enrolment=enrolment).values_list("session_id", flat=True))
    now, days = timezone.now(), methods.asked()["session_days"]
    return [
        each for each in classes.held(enrolment.cohort)
        if each.pk not in said and rules.may_judge_session(enrolment, each, now, days)
    ]  # fmt: skip


def is_end_open(enrolment: Enrolment) -> bool:
    return may_judge_class(enrolment) and not has_said(enrolment, None)


def may_judge_class(enrolment: Enrolment) -> bool:
    """By the days the questionnaire is open."""
    ended, days = classes.ended_on(enrolment.cohort), methods.asked()["end_days"]
    return rules.may_judge_class(enrolment, ended, timezone.localdate(), days)


def behaviour(behaviour_id: uuid.UUID, *, viewer: "Person") -> Behaviour:
    """For the one who is asked; answered or not."""
    rows = Behaviour.objects.select_related("enrolment__cohort__version__course", "enrolment__person")
    return found(rows.filter(pk=behaviour_id, asked=viewer).first())


def locked(row: Behaviour) -> Behaviour:
    rows = Behaviour.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("enrolment__person", "asked").get(pk=row.pk)


def behaviour_of_event(event_id: int) -> Behaviour:
    rows = Behaviour.objects.select_related(
        "enrolment__cohort__version__course", "enrolment__person", "asked"
    )
    return rows.get(pk=audit.event(event_id).about_id)


def waiting_for(person: "Person") -> list[Behaviour]:
    """What this person is asked and may still answer."""
    rows = Behaviour.objects.filter(asked=person, answered_at=None, closes_on__gte=timezone.localdate())
    return list(
        rows.select_related("enrolment__cohort__version__course", "enrolment__person").order_by("closes_on")
    )


def due(today: date) -> list[tuple[Enrolment, int]]:
    """Participants of ended classes whose months have passed and who were not asked yet, with the months."""
    found_rows: list[tuple[Enrolment, int]] = []
    told = methods.asked()
    closed = today - timedelta(days=told["behaviour_days"])
    ended_lately = classes.ended_since(months_later(closed, -max(told["behaviour_months"])))
    for months in told["behaviour_months"]:
        asked = set(
            Behaviour.objects.filter(months=months, side=Side.OWN).values_list("enrolment_id", flat=True)
        )
        for cohort in ended_lately:
            ended = classes.ended_on(cohort)
            if ended is not None and methods.is_time(ended, months, today):
                found_rows += [(row, months) for row in classes.servants_in(cohort) if row.pk not in asked]
    return found_rows


def to_remind(today: date) -> list[Behaviour]:
    before = timezone.now() - timedelta(days=methods.asked()["reminder_days"])
    rows = Behaviour.objects.filter(
        answered_at=None, reminded_at=None, asked_at__lt=before, closes_on__gte=today
    )
    return list(rows.select_related("asked", "enrolment__person"))


# --- level 1 --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reactions:
    """Level 1 of a class: each aspect, each question, each trainer, and what was written."""

    people: int
    of: int
    aspects: list[Mean]
    questions: list[Mean]
    trainers: list[Mean]
    remarks: list[str]
    until: date | None


def reactions(cohort: Cohort) -> Reactions:
    asked = methods.asked()
    least, items = asked["least"], [*asked["session"], *asked["end"]]
    rows = list(Reaction.objects.filter(cohort=cohort).select_related("session__trainer"))
    shown = _by_many(rows, least)
    told = [row.marks for row in shown]
    aspects = {each["code"]: str(ASPECTS[each["aspect"]]) for each in items}
    return Reactions(
        sum(row.session_id is None for row in rows), len(classes.participants(cohort)),
        methods.means(aspects, told, least),
        methods.means({each["code"]: each["text"] for each in items}, told, least),
        _trainers(rows, least), [row.remark for row in shown if row.remark],
        max((row.said_on for row in rows), default=None),
    )  # fmt: skip


def _by_many(rows: list[Reaction], least: int) -> list[Reaction]:
    """What was said of one session, or of the whole, by so many people: one person may judge many sessions."""
    number = Counter(row.session_id for row in rows)
    return [row for row in rows if number[row.session_id] >= least]


def _trainers(rows: list[Reaction], least: int) -> list[Mean]:
    """How each trainer's sessions were judged, by name; a trainer with too few answers is named without a mean."""
    taught: dict[str, list[Reaction]] = {
        row.session.trainer.name: [] for row in rows if row.session and row.session.trainer
    }
    for row in _by_many(rows, least):
        if row.session and row.session.trainer:
            taught[row.session.trainer.name].append(row)
    codes = [each["code"] for each in methods.asked()["session"] if each["aspect"] == "pengajar"]
    return [
        methods.means(dict.fromkeys(codes, name), [row.marks for row in taught[name]], least)[0]
        for name in sorted(taught)
    ]  # fmt: skip


# --- level 3 --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """One question as participants and as superiors answer it."""

    text: str
    own: Mean
    superior: Mean


@dataclass(frozen=True)
class Behaved:
    """Level 3 after so many months: both sides beside each other, and how many were asked."""

    months: int
    asked: dict[str, int]
    answered: dict[str, int]
    pairs: list[Pair]
    until: date | None


def behaved(cohort: Cohort) -> list[Behaved]:
    """After each of the months; empty until somebody was asked."""
    rows = list(Behaviour.objects.filter(enrolment__cohort=cohort))
    months = sorted({row.months for row in rows})
    return [_behaved(each, [row for row in rows if row.months == each]) for each in months]


def _behaved(months: int, rows: list[Behaviour]) -> Behaved:
    least, items = methods.asked()["least"], methods.asked()["behaviour"]
    sides = {side: [row for row in rows if row.side == side] for side in (Side.OWN, Side.SUPERIOR)}
    said = {side: [row for row in sides[side] if row.answered_at] for side in sides}
    names = {each["code"]: each["code"] for each in items}
    own, superior = (methods.means(names, [row.marks for row in said[side]], least) for side in sides)
    days = [timezone.localdate(row.answered_at) for row in rows if row.answered_at]
    return Behaved(
        months, {side: len(sides[side]) for side in sides}, {side: len(said[side]) for side in sides},
        [Pair(item["own"], mine, theirs) for item, mine, theirs in zip(items, own, superior, strict=True)],
        max(days, default=None),
    )  # fmt: skip


# --- level 4 --------------------------------------------------------------------------------------


def results(cohort: Cohort) -> list[Followed]:
    """What became of the innovations that began as action projects of this class."""
    return [row.followed for row in projects.rows(cohort) if row.followed is not None]


def measured(rows: list[Followed]) -> int:
    """How many have an effect that was measured."""
    return sum(row.effect is not None for row in rows)


# --- what it cost ---------------------------------------------------------------------------------


def costs(cohort: Cohort) -> list[Cost]:
    return list(Cost.objects.filter(cohort=cohort))


def cost_at_desk(cost_id: uuid.UUID, *, viewer: "Person") -> Cost:
    row = found(Cost.objects.filter(pk=cost_id).select_related("cohort").first())
    row.cohort = classes.managed(row.cohort.number, viewer=viewer)
    return row


def locked_cost(row: Cost) -> Cost:
    return Cost.objects.select_for_update(no_key=True, of=("self",)).select_related("cohort").get(pk=row.pk)


@dataclass(frozen=True)
class Price:
    """What a class cost, for each JP taught, for each participant's JP, for each who passed, for each effect."""

    planned: int
    spent: int
    is_complete: bool
    taught: Decimal
    earned: Decimal
    passed: int
    effects: int
    as_of: date | None

    @property
    def for_jp(self) -> int | None:
        return methods.per(self.spent, self.taught)

    @property
    def for_earned(self) -> int | None:
        return methods.per(self.spent, self.earned)

    @property
    def for_passed(self) -> int | None:
        return methods.per(self.spent, self.passed)

    @property
    def for_effect(self) -> int | None:
        return methods.per(self.spent, self.effects)


def price(cohort: Cohort, effects: int) -> Price:
    """`spent` is the sum of what was noted; a line that waits for its voucher makes the price incomplete."""
    rows = costs(cohort)
    taught = jp.exact(classes.minutes(cohort))
    passed = certificates.standing_in(cohort)
    days = [timezone.localdate(row.noted_at) for row in rows]
    return Price(
        sum(row.planned for row in rows), sum(row.spent or 0 for row in rows),
        bool(rows) and all(row.spent is not None for row in rows), taught, taught * passed, passed, effects,
        max(days, default=None),
    )  # fmt: skip


def spent_on(cohorts: Iterable[Cohort]) -> dict[uuid.UUID, tuple[int, bool]]:
    """By class: what was noted as spent, and whether every line has its voucher; one query."""
    rows = Cost.objects.filter(cohort__in=[each.pk for each in cohorts]).values_list("cohort")
    told = rows.annotate(Sum("spent"), Count("pk"), Count("spent"))
    return {cohort: (int(spent or 0), lines == done) for cohort, spent, lines, done in told}


# --- pages ----------------------------------------------------------------------------------------


def evaluation(cohort: Cohort) -> dict[str, Any]:
    """The four levels of one class and what it cost, for the organiser's page."""
    said, learnt, after = reactions(cohort), exams.learning(cohort), behaved(cohort)
    result = results(cohort)
    return {
        "reactions": said,
        "reaction_picture": methods.picture((each.name, each.mean, 0) for each in said.aspects),
        "learning": learnt,
        "tested_on": classes.ended_on(cohort),
        "behaved": [(each, _beside(each)) for each in after],
        "results": result,
        "owners": owners.results(cohort),
        "costs": costs(cohort),
        "price": price(cohort, measured(result)),
    }


def _beside(told: Behaved) -> methods.Picture:
    """Own and superior's answers beside each other."""
    rows = [
        (pair, side, mean)
        for pair in told.pairs
        for side, mean in enumerate((pair.own.mean, pair.superior.mean))
    ]
    return methods.picture((pair.text if side == 0 else "", mean, side) for pair, side, mean in rows)


@dataclass(frozen=True)
class Line:
    """A class in the agency head's summary."""

    cohort: Cohort
    ended_on: date | None
    reaction: Mean | None
    answered: int
    learning: figures.Learning | None
    behaviour: tuple[int, int]
    price: Price


def summary(viewer: "Person") -> list[Line]:
    """The classes that ended last, the newest first; for organisers and whoever leads their agency."""
    found(viewer if duties.is_organiser(viewer) or servants.leads_training(viewer) else None)
    return [_line(cohort) for cohort in classes.finished()]


def _line(cohort: Cohort) -> Line:
    said = reactions(cohort)
    use = next((each for each in said.aspects if each.name == str(ASPECTS["manfaat"])), None)
    asked = Behaviour.objects.filter(enrolment__cohort=cohort)
    told = asked.filter(answered_at__isnull=False).count()
    return Line(
        cohort, classes.ended_on(cohort), use, said.people, exams.learning(cohort), (told, asked.count()),
        price(cohort, measured(results(cohort))),
    )  # fmt: skip


def offers(cohort: Cohort, person: "Person") -> "list[Offer]":
    """For a participant: what they may still say about the class, and about their work after it."""
    enrolment = classes.enrolment_of(person, cohort)
    if enrolment is None:
        return []
    told = [
        (_("Kuesioner setelah %(months)d bulan") % {"months": row.months}, row.get_absolute_url(), "")
        for row in waiting_for(person) if row.enrolment.cohort_id == cohort.pk
    ]  # fmt: skip
    if is_end_open(enrolment) or open_sessions(enrolment):
        told.append(
            (_("Nilai pelatihan ini"), reverse("evaluation:reaction", args=[cohort.number]), _("tanpa nama"))
        )
    return told
