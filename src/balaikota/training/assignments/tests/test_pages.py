"""The pages of an assignment, as participants, trainers and everybody else see them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.training.assignments import actions, queries
from balaikota.training.assignments.models import Assignment
from balaikota.training.assignments.tests.told import FACTS, SAID, a_pdf, handed_in, is_due, marked
from balaikota.training.classes.models import Session
from balaikota.training.classes.tests.city import Going

Ceiling = Callable[[int], AbstractContextManager[Any]]
FORM = {
    "title": "Rencana ukur", "task": "Tulis rencananya.", "due_at": "2030-01-31T16:00", "takes": "teks-atau-berkas",
    "rubric": "Ukuran | 60 | tidak ada | ada\r\nWaktu | 40 | tidak ada | ada", "weight": "2", "pass_mark": "60",
}  # fmt: skip


@pytest.fixture
def rina(going: Going) -> Person:
    person = cast.rina()
    Session.objects.filter(pk=going.sessions[0].pk).update(trainer=person)
    return person


@pytest.fixture
def asked(going: Going, nurul: Person) -> Assignment:
    facts = FACTS | {"due_at": timezone.now() + timedelta(days=2)}
    return actions.set_assignment(going.cohort, facts, by=nurul)


def test_an_assignment_is_set_and_changed_on_its_page(client: Client, going: Going, nurul: Person) -> None:
    client.force_login(nurul)
    desk = reverse("assignments:desk", args=[going.cohort.number])
    assert "Berikan tugas pertama" in client.get(desk).content.decode()
    wrong = client.post(f"{desk}beri/", FORM | {"rubric": "Ukuran | enam | tidak ada | ada"})
    assert wrong.status_code == 422
    assert "Baris 1: poin ditulis" in wrong.content.decode()
    assert "Tulis rencananya." in wrong.content.decode()  # nothing typed is lost
    past = client.post(f"{desk}beri/", FORM | {"due_at": "2026-01-31T16:00"})
    assert past.status_code == 422
    assert "Tulis rencananya." in past.content.decode()
    made = client.post(f"{desk}beri/", FORM)
    assert made.status_code == 303
    (row,) = queries.of_cohort(going.cohort)
    assert row.rubric[1] == {"criterion": "Waktu", "weight": 40, "levels": ["tidak ada", "ada"]}
    assert "16.00 WIB" in client.get(made["Location"]).content.decode()
    handed_in(row, going.rows[0], "Jawaban")
    same = FORM | {"due_at": "2030-02-28T16:00"}
    assert client.post(f"{row.desk_url}ubah/", same).status_code == 303  # the same words are no change
    assert client.post(f"{row.desk_url}ubah/", same | {"weight": "3"}).status_code == 422
    cast.run_jobs()
    client.force_login(going.people[0])
    assert "Rencana ukur" in client.get("/kotak-masuk/").content.decode()


def test_a_participant_writes_uploads_and_hands_in_without_losing_a_word(
    client: Client, going: Going, asked: Assignment
) -> None:
    person, address = going.people[0], asked.get_absolute_url()
    client.force_login(person)
    assert "Tugas" in client.get(going.cohort.get_absolute_url()).content.decode()
    kept = client.post(f"{address}tulis/", {"edition": "0", "text": "Antre"}, headers={"HX-Request": "true"})
    assert 'name="edition" value="1"' in kept.content.decode()
    stale = client.post(f"{address}serahkan/", {"edition": "0", "text": "Antre panjang sekali"})
    assert stale.status_code == 422
    assert "Antre panjang sekali" in stale.content.decode()
    assert 'name="edition" value="0"' in stale.content.decode()  # trying again does not overwrite either
    broken = SimpleUploadedFile("jawaban.zip", b"PK\x03\x04")
    refused = client.post(f"{address}serahkan/", {"edition": "1", "text": "Antre di loket", "file": broken})
    assert refused.status_code == 422
    assert "Antre di loket" in refused.content.decode()
    work = queries.work_of(asked, going.rows[0])
    assert work is not None
    assert work.text == "Antre di loket"  # kept although its file was not
    paper = SimpleUploadedFile("jawaban.pdf", a_pdf())
    given = client.post(f"{address}serahkan/", {"edition": "2", "text": "Antre di loket", "file": paper})
    assert given.status_code == 303
    shown = client.get(address).content.decode()
    assert "Serahan ke-1" in shown
    assert "jawaban.pdf" in shown
    is_due(asked)
    late = client.post(f"{address}serahkan/", {"edition": "3", "text": "Satu kalimat lagi"})
    assert late.status_code == 422
    assert "Satu kalimat lagi" in late.content.decode()


def test_an_assignment_is_not_there_for_anybody_else(
    client: Client, going: Going, asked: Assignment, nurul: Person, surya: Person
) -> None:
    work = handed_in(asked, going.rows[0], "Jawaban")
    places = [reverse("assignments:mine", args=[going.cohort.number]), asked.get_absolute_url()]
    desk = [asked.desk_url, work.desk_url, reverse("assignments:desk", args=[going.cohort.number])]
    desk.append(reverse("assignments:grades", args=[going.cohort.number]))
    client.force_login(surya)
    assert [client.get(each).status_code for each in places + desk] == [404] * 6
    client.force_login(going.people[1])
    assert [client.get(each).status_code for each in places + desk] == [200, 200, 404, 404, 404, 404]
    client.force_login(nurul)
    assert [client.get(each).status_code for each in places + desk] == [404, 404, 200, 200, 200, 200]


def test_markers_find_it_and_the_participant_reads_what_was_released(
    client: Client, going: Going, asked: Assignment, nurul: Person, rina: Person
) -> None:
    work = handed_in(asked, going.rows[0], "Antre di loket")
    client.force_login(rina)
    assert reverse("assignments:desk", args=[going.cohort.number]) in client.get(
        going.cohort.get_absolute_url()
    ).content.decode()  # fmt: skip
    assert "Dinilai setelah batas waktunya" in client.get(work.desk_url).content.decode()
    is_due(asked)
    half = client.post(f"{work.desk_url}nilai/", {"level-0": "2", "feedback-0": "Sudah bersumber."})
    assert half.status_code == 422
    assert "Sudah bersumber." in half.content.decode()
    whole = {"level-0": "2", "level-1": "1", "feedback-0": SAID[0], "feedback-1": SAID[1]}
    for marker in (rina, nurul):
        client.force_login(marker)
        assert SAID[1] not in client.get(work.desk_url).content.decode()
        assert client.post(f"{work.desk_url}nilai/", whole).status_code == 303
    client.force_login(going.people[0])
    assert SAID[1] not in client.get(asked.get_absolute_url()).content.decode()
    client.force_login(nurul)
    assert client.post(f"{asked.desk_url}umumkan/").status_code == 303
    assert client.post(f"{asked.desk_url}umumkan/").status_code == 422
    listed = client.get(reverse("assignments:grades", args=[going.cohort.number])).content.decode()
    assert "Pegawai 01" in listed
    assert "80.00" in listed
    client.force_login(going.people[0])
    shown = client.get(asked.get_absolute_url()).content.decode()
    assert SAID[1] in shown
    assert rina.name not in shown  # the marks are the class's, the markers stay unnamed


def test_more_time_is_given_on_the_page(
    client: Client, going: Going, asked: Assignment, nurul: Person
) -> None:
    client.force_login(nurul)
    said = {"enrolment": str(going.rows[0].pk), "due_at": "2030-01-31T16:00", "reason": ""}
    lacking = client.post(f"{asked.desk_url}kelonggaran/", said)
    assert lacking.status_code == 422
    assert client.post(f"{asked.desk_url}kelonggaran/", said | {"reason": "Sakit"}).status_code == 303
    client.force_login(going.people[0])
    assert "kelonggaran untuk Anda" in client.get(asked.get_absolute_url()).content.decode()


def test_the_lists_ask_the_database_no_more_for_more_people(
    client: Client, going: Going, asked: Assignment, nurul: Person, django_assert_max_num_queries: Ceiling
) -> None:
    for seat in going.rows:
        handed_in(asked, seat, "Jawaban")
    client.force_login(nurul)
    for address in (asked.desk_url, reverse("assignments:desk", args=[going.cohort.number])):
        client.get(address)
        with django_assert_max_num_queries(22):
            assert client.get(address).status_code == 200


def test_a_required_assignment_is_part_of_the_rule_for_passing(
    client: Client, going: Going, nurul: Person, rina: Person
) -> None:
    facts = FACTS | {"due_at": timezone.now() + timedelta(days=2), "is_required": True, "pass_mark": 80}
    asked = actions.set_assignment(going.cohort, facts, by=nurul)
    for place, levels in enumerate(([2, 2], [1, 1])):
        work = handed_in(asked, going.rows[place], "Jawaban")
        is_due(asked)
        for marker in (nurul, rina):
            marked(queries.to_mark(work.pk, viewer=marker), marker, levels)
        Assignment.objects.filter(pk=asked.pk).update(due_at=timezone.now() + timedelta(days=2))
        asked.refresh_from_db()
    every = {row.pk for row in going.rows}
    assert queries.unmet(going.cohort) == every  # nothing was released
    actions.release(asked, by=nurul)
    assert queries.unmet(going.cohort) == every - {going.rows[0].pk}
    assert queries.required(going.cohort) == [{"title": "Satu masalah", "pass_mark": 80}]
