"""Reading tests."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from balaikota.foundation.people import contract as home
from balaikota.kit.errors import found
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort, Enrolment, Seat
from balaikota.training.courses.models import Course
from balaikota.training.exams import methods, rules
from balaikota.training.exams.models import Answer, Exam, Kind, Purpose, Question, Sitting

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person
    from balaikota.training.classes.contract import Offer

#: Below this many sittings an item's figures say more about chance than about the item.
FEWEST = 10


def bank(course: Course) -> list[Question]:
    return list(Question.objects.filter(course=course, is_used=True).order_by("subject", "id"))


def exams(cohort: Cohort) -> list[Exam]:
    """With how many have begun and handed in."""
    rows = Exam.objects.filter(cohort=cohort).select_related("cohort__version__course")
    done = Count("sittings", filter=Q(sittings__submitted_at__isnull=False))
    return list(rows.annotate(begun=Count("sittings"), done=done).order_by("opens_at"))


def exam(exam_id: uuid.UUID) -> Exam:
    return found(Exam.objects.filter(pk=exam_id).select_related("cohort__version__course").first())


def own(exam_id: uuid.UUID, *, viewer: "Person") -> tuple[Exam, Enrolment]:
    """A test of a class in which the viewer has a seat; to everybody else it is not there."""
    row = exam(exam_id)
    enrolment = classes.enrolment_of(viewer, row.cohort)
    return row, found(enrolment if enrolment and enrolment.seat == Seat.ENROLLED else None)


def at_desk(exam_id: uuid.UUID, *, viewer: "Person") -> Exam:
    row = exam(exam_id)
    classes.managed(row.cohort.number, viewer=viewer)
    return row


def sittings_of(exam: Exam, enrolment: Enrolment) -> list[Sitting]:
    return list(Sitting.objects.filter(exam=exam, enrolment=enrolment).order_by("attempt"))


def sitting(sitting_id: uuid.UUID, *, viewer: "Person") -> Sitting:
    rows = Sitting.objects.select_related("exam__cohort__version__course", "enrolment")
    return found(rows.filter(pk=sitting_id, enrolment__person=viewer).first())


def being_answered(
    sitting_id: uuid.UUID, question_id: uuid.UUID, *, viewer: "Person"
) -> tuple[Sitting, Question]:
    """What saving one answer needs and no more: two thousand people may save in the same half minute."""
    rows = Sitting.objects.select_related("exam").filter(pk=sitting_id, enrolment__person=viewer)
    row = found(rows.first())
    asked = any(key == str(question_id) for key, _places in row.order)
    return row, found(Question.objects.filter(pk=question_id).first() if asked else None)


def locked(sitting: Sitting) -> Sitting:
    rows = Sitting.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("exam", "enrolment__person").get(pk=sitting.pk)


def locked_alone(sitting: Sitting, person: "Person") -> Sitting | None:
    """The sitting's own row and nothing beside it; None when it is somebody else's."""
    rows = Sitting.objects.select_for_update(no_key=True, of=("self",))
    return rows.filter(pk=sitting.pk, enrolment__person=person).first()


@dataclass(frozen=True)
class Asked:
    """A question as this person sees it: their order of choices, and what they said last."""

    question: Question
    number: int
    choices: list[tuple[int, str]]
    said: Any
    is_answered: bool

    @property
    def places(self) -> list[tuple[int, str, int | None]]:
        """For putting in order: each choice with the place it was given."""
        given = {choice: place for place, choice in enumerate(self.said or [], 1)}
        return [(choice, text, given.get(choice)) for choice, text in self.choices]


def paper(sitting: Sitting) -> list[Asked]:
    """Every question in this sitting's order."""
    known = {str(row.pk): row for row in sitting.exam.questions.all()}
    said = {str(row.question_id): row.said for row in Answer.objects.filter(sitting=sitting)}
    return [
        Asked(
            known[key], number, [(choice, known[key].choices[choice]) for choice in order],
            said.get(key), key in said,
        )
        for number, (key, order) in enumerate(sitting.order, 1)
    ]  # fmt: skip


def asked_alone(sitting: Sitting, question: Question, said: Any) -> Asked:
    """One question of a sitting with the answer that was just kept; nothing is read for it."""
    number, order = next(
        (number, order) for number, (key, order) in enumerate(sitting.order, 1) if key == str(question.pk)
    )
    choices = [(choice, question.choices[choice]) for choice in order]
    return Asked(question, number, choices, said, is_answered=said is not None)


#: How many are handed in together: nobody waits long for what these hold.
TOGETHER = 100


def overdue(at: datetime) -> list[Sitting]:
    rows = Sitting.objects.filter(submitted_at=None, due_at__lt=at - rules.GRACE)
    return list(rows.select_related("exam").order_by("due_at")[:TOGETHER])


def best(cohort: Cohort, purpose: Purpose) -> dict[uuid.UUID, Decimal]:
    """The best score by enrolment."""
    rows = Sitting.objects.filter(exam__cohort=cohort, exam__purpose=purpose, submitted_at__isnull=False)
    return dict(rows.values_list("enrolment_id").annotate(best=Max("score")))


def first(cohort: Cohort, purpose: Purpose) -> dict[uuid.UUID, Decimal]:
    """The score of the first attempt by enrolment: what was learnt is not what a second try brings."""
    rows = Sitting.objects.filter(
        exam__cohort=cohort, exam__purpose=purpose, submitted_at__isnull=False, attempt=1
    )
    return {row[0]: row[1] for row in rows.values_list("enrolment_id", "score") if row[1] is not None}


def learning(cohort: Cohort) -> methods.Learning | None:
    """Post minus pre for those who took both."""
    pre, post = first(cohort, Purpose.BEFORE), first(cohort, Purpose.AFTER)
    return methods.learning([(float(pre[key]), float(post[key])) for key in sorted(set(pre) & set(post))])


@dataclass(frozen=True)
class Figures:
    """A question with its figures."""

    question: Question
    item: methods.Item

    @property
    def advice(self) -> str:
        """Which items deserve a look: hardly anybody or nearly everybody knew it, or the weaker knew it better."""
        if self.item.discrimination is not None and self.item.discrimination < 0:
            return "negative"
        if self.item.difficulty > 0.9:
            return "easy"
        return "hard" if self.item.difficulty < 0.2 else ""


def analysis(exam: Exam) -> tuple[int, list[Figures]]:
    """How many first attempts, and each question's figures over them."""
    questions = list(exam.questions.order_by("id"))
    sittings = list(
        Sitting.objects.filter(exam=exam, attempt=1, submitted_at__isnull=False).values_list("pk", flat=True)
    )
    points: dict[tuple[Any, Any], float] = {}
    rows = Answer.objects.filter(sitting__in=sittings).values_list("sitting_id", "question_id", "points")
    points = {(sitting_id, question_id): mark or 0.0 for sitting_id, question_id, mark in rows}
    marks = [[points.get((key, question.pk), 0.0) for question in questions] for key in sittings]
    told = methods.items(marks)
    return len(sittings), [Figures(question, item) for question, item in zip(questions, told, strict=False)]


def offers(cohort: Cohort, person: "Person") -> "list[Offer]":
    """For a participant: the tests that are open now."""
    now = timezone.now()
    return [
        (str(row.get_purpose_display()).capitalize(), row.get_absolute_url(), "")
        for row in exams(cohort) if rules.is_open(row, now)
    ]  # fmt: skip


def is_choice(question: Question) -> bool:
    return question.kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.ORDER)


def pack(person: "Person") -> home.Pack:
    """The tests this person has handed in: what they answered, and the score; not the questions, which are asked again."""
    mine = {"enrolment__person": person, "submitted_at__isnull": False}
    names = ("exam__cohort__number", "attempt", "started_at", "submitted_at", "score")
    yield from home.written("tes.json", Sitting.objects.filter(**mine).order_by("pk").values("id", *names))
    said = Answer.objects.filter(sitting__in=Sitting.objects.filter(**mine)).order_by("pk")
    yield from home.written("tes-jawaban.json", said.values("sitting_id", "question_id", "said", "saved_at"))
