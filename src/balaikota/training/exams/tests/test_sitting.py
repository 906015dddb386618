"""Sitting a test: saved answer by answer, in one's own order, and handed in when the time is over."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.training.classes import actions as classes
from balaikota.training.classes.models import Enrolment
from balaikota.training.classes.tests.city import Going
from balaikota.training.exams import actions, queries
from balaikota.training.exams.models import Answer, Exam, Question, Sitting


@pytest.fixture
def exam(going: Going, nurul: Person) -> Exam:
    now = timezone.now()
    facts = {
        "purpose": "akhir",
        "opens_at": now - timedelta(minutes=1),
        "closes_at": now + timedelta(hours=5),
    }
    return actions.set_exam(going.cohort, facts | {"minutes": 60, "attempts": 1}, by=nurul)


def one(exam: Exam, kind: str) -> Question:
    return exam.questions.filter(kind=kind).order_by("id")[0]


def test_everybody_has_the_same_questions_in_an_order_of_their_own(exam: Exam, going: Going) -> None:
    orders = [
        actions.begin(exam, row, by=person).order
        for row, person in zip(going.rows, going.people, strict=True)
    ]
    assert len({str(order) for order in orders}) == 4
    assert len({tuple(sorted(key for key, _places in order)) for order in orders}) == 1


def test_leaving_and_coming_back_keeps_what_was_answered(exam: Exam, going: Going) -> None:
    sitting = actions.begin(exam, going.rows[0], by=going.people[0])
    question = one(exam, "pilihan")
    for said in (0, question.key):
        actions.answer(sitting, question, said, by=going.people[0])
    assert actions.begin(exam, going.rows[0], by=going.people[0]) == sitting
    kept = next(each for each in queries.paper(sitting) if each.question == question)
    assert kept.said == question.key
    assert Answer.objects.count() == 1


def test_time_out_hands_in_what_was_answered(exam: Exam, going: Going) -> None:
    sitting = actions.begin(exam, going.rows[0], by=going.people[0])
    question = one(exam, "pilihan")
    actions.answer(sitting, question, question.key, by=going.people[0])
    over = sitting.due_at + timedelta(minutes=1)
    with pytest.raises(Refusal, match="Waktu sudah habis"):
        actions.answer(sitting, question, 0, by=going.people[0], at=over)
    assert actions.collect_overdue(over) == 1
    row = Sitting.objects.get(pk=sitting.pk)
    assert row.ran_out
    assert float(row.score or 0) == pytest.approx(100 / 20)
    assert actions.collect_overdue(over) == 0
    taken = {name: bytes(said).decode() for name, said in queries.pack(going.people[0])}
    assert str(sitting.pk) in taken["tes-jawaban.json"]
    assert question.text not in "".join(taken.values())  # it is asked again


def test_whoever_needs_more_time_has_it(exam: Exam, going: Going, nurul: Person) -> None:
    classes.give_time(going.rows[0], 50, by=nurul)
    sitting = actions.begin(exam, Enrolment.objects.get(pk=going.rows[0].pk), by=going.people[0])
    assert sitting.due_at - sitting.started_at == timedelta(minutes=90)


def test_one_attempt_is_one_attempt(exam: Exam, going: Going) -> None:
    sitting = actions.begin(exam, going.rows[0], by=going.people[0])
    first = actions.submit(sitting, by=going.people[0])
    assert actions.submit(sitting, by=going.people[0]).submitted_at == first.submitted_at
    with pytest.raises(Refusal, match="Kesempatan"):
        actions.begin(exam, going.rows[0], by=going.people[0])


def test_nobody_answers_for_somebody_else(exam: Exam, going: Going) -> None:
    sitting = actions.begin(exam, going.rows[0], by=going.people[0])
    with pytest.raises(Refusal):
        actions.answer(sitting, one(exam, "pilihan"), 0, by=going.people[1])
    with pytest.raises(Refusal):
        actions.begin(exam, going.rows[0], by=going.people[1])


def test_the_pages_save_each_kind_of_answer(client: Client, exam: Exam, going: Going, nurul: Person) -> None:
    client.force_login(going.people[0])
    assert client.get(exam.get_absolute_url()).status_code == 200
    begun = client.post(reverse("exams:begin", args=[exam.pk]))
    address = begun["Location"]
    posts = {
        "pilihan": {"jawaban": "1"},
        "jamak": {"jawaban": ["0", "2"]},
        "angka": {"jawaban": "26,5"},
        "isian": {"jawaban": "kontrol"},
        "urutan": {"tempat-0": "1", "tempat-1": "2", "tempat-2": "3", "tempat-3": "4"},
    }
    for kind, said in posts.items():
        place = f"{address}jawab/{one(exam, kind).pk}/"
        assert client.post(place, said).status_code == 303, kind
        part = client.post(place, said, headers={"HX-Request": "true"})
        assert "tersimpan" in part.content.decode()
    wrong = client.post(f"{address}jawab/{one(exam, 'urutan').pk}/", posts["urutan"] | {"tempat-1": "1"})
    assert wrong.status_code == 422
    assert "tanpa ada yang sama" in wrong.content.decode()
    assert "5 dari 20 soal" in client.get(address).content.decode()
    assert client.post(f"{address}kumpulkan/").status_code == 303
    client.force_login(nurul)
    assert "Analisis butir" in client.get(reverse("exams:analysis", args=[exam.pk])).content.decode()
    assert client.get(reverse("exams:exams", args=[going.cohort.number])).status_code == 200


def test_saving_an_answer_sends_few_statements(client: Client, exam: Exam, going: Going) -> None:
    """Two thousand people save in the same half minute (`make bench NAME=exam`)."""
    client.force_login(going.people[0])
    address = client.post(reverse("exams:begin", args=[exam.pk]))["Location"]
    place = f"{address}jawab/{one(exam, 'pilihan').pk}/"
    client.post(place, {"jawaban": "1"}, headers={"HX-Request": "true"})
    with CaptureQueriesContext(connection) as seen:
        assert client.post(place, {"jawaban": "0"}, headers={"HX-Request": "true"}).status_code == 200
    sent = [query["sql"] for query in seen.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(sent) <= 9, "\n".join(sent)
    assert Answer.objects.get().said == 0
