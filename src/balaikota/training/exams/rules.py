"""Who sits a test and when."""

from datetime import datetime, timedelta

from balaikota.training.exams.models import Exam, Sitting

#: An answer that was on its way when the time ended still counts.
GRACE = timedelta(seconds=15)


def is_open(exam: Exam, at: datetime) -> bool:
    return exam.opens_at <= at < exam.closes_at


def may_answer(sitting: Sitting, at: datetime) -> bool:
    return sitting.submitted_at is None and at <= sitting.due_at + GRACE


def due_at(exam: Exam, started: datetime, extra_percent: int) -> datetime:
    """Extra time is given even when the test closes meanwhile: it was begun in time."""
    return started + timedelta(minutes=exam.minutes) * (100 + extra_percent) / 100
