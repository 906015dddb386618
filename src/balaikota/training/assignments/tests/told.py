"""An assignment, an answer and a marker's words, as this room's tests tell them."""

import io
from datetime import timedelta

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from balaikota.foundation.files import actions as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.people.models import Person
from balaikota.training.assignments import actions, queries
from balaikota.training.assignments.models import Assignment, HandIn, Work
from balaikota.training.classes.models import Enrolment

RUBRIC = [
    {"criterion": "Masalah", "weight": 60, "levels": ["tidak jelas", "jelas", "dengan angka"]},
    {"criterion": "Sebab", "weight": 40, "levels": ["tidak ada", "ada", "dengan bukti"]},
]
FACTS = {"title": "Satu masalah", "task": "Tulis **satu** masalah.", "rubric": RUBRIC}
SAID = ["Angkanya jelas.", "Tambahkan buktinya."]


def handed_in(assignment: Assignment, seat: Enrolment, text: str) -> Work:
    """This participant writes this, and hands it in."""
    known = queries.work_of(assignment, seat)
    edition = known.edition if known else 0
    work = actions.write(assignment, seat, text, edition=edition, by=seat.person)
    actions.turn_in(work, by=seat.person)
    return work


def is_due(assignment: Assignment) -> None:
    """Turn the clock: its moment passed an hour ago, and whatever was handed in came before."""
    due_at = timezone.now() - timedelta(hours=1)
    Assignment.objects.filter(pk=assignment.pk).update(due_at=due_at)
    HandIn.objects.filter(work__assignment=assignment).update(at=due_at - timedelta(hours=1), due_at=due_at)
    assignment.refresh_from_db()


def marked(work: Work, by: Person, levels: list[int]) -> None:
    actions.judge(work, levels, SAID, by=by)


def a_pdf() -> bytes:
    packed, paper = io.BytesIO(), pikepdf.new()
    paper.add_blank_page()
    paper.save(packed)
    return packed.getvalue()


def a_paper(person: Person) -> StoredFile:
    return files.receive(SimpleUploadedFile("jawaban.pdf", a_pdf()), owner=person, by=person)
