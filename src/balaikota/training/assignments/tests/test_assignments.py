"""An assignment: set, handed in, marked by two who do not see each other, and told once it was released."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.foundation.files import queries as files
from balaikota.foundation.notifications import queries as notifications
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.training.assignments import actions, jobs, methods, queries
from balaikota.training.assignments.models import Assignment, Stage, Work
from balaikota.training.assignments.tests.told import FACTS, SAID, a_paper, handed_in, is_due, marked
from balaikota.training.classes import actions as classes
from balaikota.training.classes.models import Session
from balaikota.training.classes.tests.city import Going, is_over


@pytest.fixture
def rina(going: Going) -> Person:
    """She teaches in this class."""
    person = cast.rina()
    Session.objects.filter(pk=going.sessions[0].pk).update(trainer=person)
    return person


@pytest.fixture
def asked(going: Going, nurul: Person) -> Assignment:
    return actions.set_assignment(
        going.cohort, FACTS | {"due_at": timezone.now() + timedelta(days=2)}, by=nurul
    )


def again(work: Work) -> Work:
    return Work.objects.select_related("assignment__cohort", "enrolment__person").get(pk=work.pk)


def test_trainers_and_organisers_set_it_while_the_class_runs(
    going: Going, rina: Person, nurul: Person, asked: Assignment
) -> None:
    facts = FACTS | {"due_at": timezone.now() + timedelta(days=1)}
    actions.set_assignment(going.cohort, facts, by=rina)
    with pytest.raises(Refusal, match="penyelenggara atau pengajar"):
        actions.set_assignment(going.cohort, facts, by=going.people[0])
    with pytest.raises(Refusal, match="belum lewat"):
        actions.set_assignment(going.cohort, facts | {"due_at": timezone.now()}, by=nurul)
    is_over(going.cohort)
    classes.finish(going.cohort, by=nurul)
    with pytest.raises(Refusal, match="selama kelas berjalan"):
        actions.set_assignment(going.cohort, facts, by=nurul)


def test_every_version_until_the_moment_is_kept_and_the_newest_counts(
    asked: Assignment, going: Going
) -> None:
    person, seat = going.people[0], going.rows[0]
    work = handed_in(asked, seat, "Jawaban pertama")
    with pytest.raises(Refusal, match="Tidak ada yang berubah"):
        actions.turn_in(work, by=person)
    handed_in(asked, seat, "Jawaban kedua")
    assert [(each.number, each.text, each.is_late) for each in queries.hand_ins(work)] == [
        (2, "Jawaban kedua", False),
        (1, "Jawaban pertama", False),
    ]
    with pytest.raises(Refusal, match="peserta kelasnya"):
        actions.write(asked, seat, "Jawaban orang lain", edition=2, by=going.people[1])


def test_nothing_typed_is_lost_when_the_moment_has_passed(
    asked: Assignment, going: Going, nurul: Person
) -> None:
    person, seat = going.people[0], going.rows[0]
    is_due(asked)
    work = actions.write(asked, seat, "Selesai semalam", edition=0, by=person)
    with pytest.raises(Refusal, match="Batas waktu sudah lewat"):
        actions.turn_in(work, by=person)
    assert again(work).text == "Selesai semalam"
    actions.extend(asked, seat, timezone.now() + timedelta(days=1), "Sakit", by=nurul)
    assert not actions.turn_in(again(work), by=person).is_late
    with pytest.raises(Refusal, match="Batas waktu"):
        handed_in(asked, going.rows[1], "Yang lain tidak")


def test_late_is_taken_where_it_is_allowed_and_says_so(
    asked: Assignment, going: Going, nurul: Person, rina: Person
) -> None:
    actions.amend(asked, {"takes_late": True}, by=nurul)
    is_due(asked)
    work = handed_in(Assignment.objects.get(pk=asked.pk), going.rows[0], "Terlambat")
    newest = queries.newest(work)
    assert newest is not None
    assert newest.is_late
    marked(work, nurul, [1, 1])
    with pytest.raises(Refusal, match="mulai dinilai"):
        handed_in(asked, going.rows[0], "Berubah di tengah penilaian")


def test_an_older_window_does_not_overwrite_a_newer_one(asked: Assignment, going: Going) -> None:
    person, seat = going.people[0], going.rows[0]
    actions.write(asked, seat, "baru", edition=0, by=person)
    with pytest.raises(Refusal, match="jendela lain"):
        actions.write(asked, seat, "lama", edition=0, by=person)
    work = actions.write(asked, seat, "baru", edition=0, by=person)  # the same words are no quarrel
    assert again(work).text == "baru"


def test_a_draft_is_its_writers_alone_and_what_was_handed_in_is_its_markers_too(
    asked: Assignment, going: Going, nurul: Person
) -> None:
    person, seat = going.people[0], going.rows[0]
    first, second = a_paper(person), a_paper(person)
    actions.keep_file(asked, seat, first, by=person)
    work = actions.keep_file(asked, seat, second, by=person)
    assert files.file(first.pk) is None  # replaced before anybody read it
    assert not queries.may_open_draft(nurul, str(work.pk))
    given = actions.turn_in(work, by=person)
    kept = files.file(second.pk)
    assert kept is not None
    assert (kept.about_type, kept.about_id) == ("assignments.handin", str(given.pk))
    assert queries.may_open_hand_in(nurul, kept.about_id)
    assert queries.may_open_hand_in(person, kept.about_id)
    assert not queries.may_open_hand_in(going.people[1], kept.about_id)
    actions.drop_file(asked, seat, by=person)
    assert files.file(second.pk) is not None  # what was handed in stays


def test_what_the_assignment_does_not_take_is_told(asked: Assignment, going: Going, nurul: Person) -> None:
    person, seat = going.people[0], going.rows[0]
    with pytest.raises(Refusal, match="Tuliskan jawaban Anda atau pilih"):
        handed_in(asked, seat, "  ")
    actions.amend(asked, {"takes": "berkas"}, by=nurul)
    with pytest.raises(Refusal, match="Pilih berkas"):
        handed_in(asked, seat, "hanya teks")
    actions.amend(asked, {"takes": "teks"}, by=nurul)
    asked.refresh_from_db()
    with pytest.raises(Refusal, match="sebagai teks"):
        actions.keep_file(asked, seat, a_paper(person), by=person)


def test_once_somebody_has_handed_in_it_changes_only_in_their_favour(
    asked: Assignment, going: Going, nurul: Person
) -> None:
    handed_in(asked, going.rows[0], "Jawaban")
    for change in ({"pass_mark": 90}, {"rubric": []}, {"title": "Lain"}):
        with pytest.raises(Refusal, match="Sudah ada serahan"):
            actions.amend(asked, change, by=nurul)
    with pytest.raises(Refusal, match="diundur"):
        actions.amend(asked, {"due_at": timezone.now() + timedelta(hours=1)}, by=nurul)
    with pytest.raises(Refusal, match="tidak dapat ditarik"):
        actions.withdraw(asked, by=nurul)
    later = timezone.now() + timedelta(days=9)
    assert actions.amend(asked, {"due_at": later, "takes_late": True}, by=nurul).due_at == later
    cast.run_jobs()
    assert "Batas waktu tugas berubah" in notifications.inbox(going.people[1])[0].subject


def test_two_markers_are_blind_to_each_other_and_their_mean_stands(
    asked: Assignment, going: Going, nurul: Person, rina: Person
) -> None:
    work = handed_in(asked, going.rows[0], "Jawaban")
    with pytest.raises(Refusal, match="setelah batas waktunya"):
        marked(work, nurul, [2, 1])
    is_due(asked)
    work = again(work)
    marked(work, nurul, [1, 1])
    marked(work, nurul, [2, 1])  # thought again: still one marking
    assert queries.marking_page(work, viewer=rina)["found"] == []
    marked(work, rina, [2, 0])
    row = again(work)
    # (60·2/2 + 40·1/2 + 60·2/2 + 40·0) / 2 = (80 + 60) / 2
    assert (row.stage, row.mark) == (Stage.JUDGED, Decimal("70.00"))
    assert len(queries.marking_page(row, viewer=rina)["found"]) == 2
    with pytest.raises(Refusal, match="tidak sedang menunggu"):
        marked(row, nurul, [0, 0])


def test_neither_the_participant_nor_a_fellow_nor_half_a_marking_counts(
    asked: Assignment, going: Going, nurul: Person, rina: Person
) -> None:
    work = handed_in(asked, going.rows[0], "Jawaban")
    is_due(asked)
    work = again(work)
    with pytest.raises(Refusal, match="sendiri"):
        marked(work, going.people[0], [2, 2])
    with pytest.raises(Refusal, match="bukan peserta kelas"):
        marked(work, going.people[1], [2, 2])
    Session.objects.filter(pk=going.sessions[1].pk).update(trainer=going.people[1])
    with pytest.raises(Refusal, match="bukan peserta kelas"):  # teaches one session, and sits in the class
        marked(work, going.people[1], [2, 2])
    with pytest.raises(Refusal, match="satu tingkat"):
        actions.judge(work, [2], SAID, by=nurul)
    with pytest.raises(Refusal, match="umpan balik untuk setiap"):
        actions.judge(work, [2, 2], [SAID[0], " "], by=nurul)


def test_two_who_are_far_apart_talk_or_ask_a_third(
    asked: Assignment, going: Going, nurul: Person, rina: Person
) -> None:
    laila = cast.laila()
    first, second = (handed_in(asked, seat, "Jawaban") for seat in going.rows[:2])
    is_due(asked)
    Session.objects.filter(pk=going.sessions[1].pk).update(trainer=laila)
    for work in (again(first), again(second)):
        marked(work, nurul, [2, 2])
        marked(work, rina, [0, 0])
        assert again(work).stage == Stage.APART
        assert again(work).mark is None
        assert len(queries.marking_page(again(work), viewer=rina)["found"]) == 2  # the two see each other now
        assert queries.marking_page(again(work), viewer=laila)["found"] == []  # the third does not
    marked(again(first), laila, [2, 1])
    assert again(first).mark == Decimal("90.00")  # of 100, 0 and 80 the two nearest
    marked(again(second), rina, [2, 1])
    assert again(second).mark == Decimal("90.00")  # they talked: 100 and 80
    talked = next(row for row in queries.markings(second) if row.by == rina)
    assert talked.blind_mark == Decimal(0)


def test_the_participant_hears_once_it_was_released(
    asked: Assignment, going: Going, nurul: Person, rina: Person
) -> None:
    work, person = handed_in(asked, going.rows[0], "Jawaban"), going.people[0]
    is_due(asked)
    with pytest.raises(Refusal, match="Belum ada nilai"):
        actions.release(asked, by=nurul)
    for marker in (nurul, rina):
        marked(again(work), marker, [2, 2])
    seat = going.rows[0]
    assert queries.own_page(asked, seat, viewer=person)["found"] == []
    assert queries.mine(going.cohort, seat)[0].state == "diserahkan"
    assert "tugas-nilai.json" not in dict(queries.pack(person))
    with pytest.raises(Refusal, match="diumumkan oleh"):
        actions.release(asked, by=person)
    assert actions.release(asked, by=nurul) == 1
    assert len(queries.own_page(asked, seat, viewer=person)["found"]) == 2
    assert {"tugas.json", "tugas-nilai.json", "tugas-diserahkan.json"} <= set(dict(queries.pack(person)))
    cast.run_jobs()
    assert "Nilai tugas diumumkan" in notifications.inbox(person)[0].subject


def test_markers_are_called_once_when_the_moment_has_passed(
    asked: Assignment, going: Going, nurul: Person, rina: Person
) -> None:
    handed_in(asked, going.rows[0], "Jawaban")
    jobs.call_markers(0)
    is_due(asked)
    jobs.call_markers(0)
    jobs.call_markers(0)
    cast.run_jobs()
    told = [row.subject for row in notifications.inbox(rina) if "menunggu penilaian" in row.subject]
    assert len(told) == 1
    assert not [row for row in notifications.inbox(going.people[0]) if "penilaian" in row.subject]


def test_more_time_is_given_with_a_reason_and_forwards_only(
    asked: Assignment, going: Going, nurul: Person
) -> None:
    later = timezone.now() + timedelta(days=5)
    with pytest.raises(Refusal, match="alasan"):
        actions.extend(asked, going.rows[0], later, " ", by=nurul)
    with pytest.raises(Refusal, match="sesudah batas waktu"):
        actions.extend(asked, going.rows[0], timezone.now() + timedelta(hours=1), "Sakit", by=nurul)
    with pytest.raises(Refusal, match="penyelenggara atau pengajar"):
        actions.extend(asked, going.rows[0], later, "Sakit", by=going.people[0])
    actions.extend(asked, going.rows[0], later, "Sakit", by=nurul)
    assert queries.due_of(asked, going.rows[0]) == later
    assert queries.due_of(asked, going.rows[1]) == asked.due_at


def test_the_grade_list_weighs_and_a_missing_hand_in_is_a_nought(
    asked: Assignment, going: Going, nurul: Person, rina: Person
) -> None:
    other = actions.set_assignment(
        going.cohort, FACTS | {"weight": 3, "due_at": timezone.now() + timedelta(days=2)}, by=nurul
    )
    work = handed_in(asked, going.rows[0], "Jawaban")
    rows = queries.grades(going.cohort, [asked, other])
    assert (rows[0].marks, rows[0].mean) == ([None, None], None)
    for each in (asked, other):
        is_due(each)
    for marker in (nurul, rina):
        marked(again(work), marker, [2, 2])
    rows = queries.grades(going.cohort, queries.of_cohort(going.cohort))
    told = {row.enrolment.pk: row.mean for row in rows}
    assert told[going.rows[0].pk] == Decimal("25.00")  # (100·1 + 0·3) / 4
    assert told[going.rows[1].pk] == Decimal(0)


@given(st.lists(st.tuples(st.decimals(0, 100, places=2), st.integers(1, 100)), min_size=1, max_size=8))
def test_a_weighted_mean_lies_between_the_poorest_and_the_best(rows: list[tuple[Decimal, int]]) -> None:
    marks, weights = [mark for mark, _weight in rows], [weight for _mark, weight in rows]
    mean = methods.weighted(marks, weights)
    assert mean is not None
    assert min(marks) <= mean <= max(marks)
    assert methods.weighted([*marks, None], [*weights, 1]) is None


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    rows: list[Any] = [["=1+1", "biasa"]]
    assert methods.sheet(["peserta", "unit"], rows).splitlines()[1] == "'=1+1,biasa"
