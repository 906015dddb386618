"""The four levels: answers without names, behaviour from both sides, and what a class cost."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.kit.worktime import months_later
from balaikota.training.certificates import actions as certificates
from balaikota.training.classes.models import Cohort, Session
from balaikota.training.classes.tests.city import Going, a_servant, again
from balaikota.training.evaluation import actions, jobs, methods, queries
from balaikota.training.evaluation.models import Behaviour, Cost, Reaction, Said, Side

END = {"panitia-siap": 4, "sarana-ruang": 3, "manfaat-kerja": 5}


def fifth(going: Going) -> Going:
    """One more participant, so that five may answer."""
    from balaikota.training.classes.models import Enrolment, Seat

    first = going.rows[0]
    person = a_servant(9)
    row = Enrolment.objects.create(
        cohort=going.cohort,
        person=person,
        unit=first.unit,
        seat=Seat.ENROLLED,
        nominated_by=first.nominated_by,
    )
    return Going(again(going.cohort), going.sessions, [*going.people, person], [*going.rows, row])


# --- level 1 --------------------------------------------------------------------------------------


def test_what_people_say_is_read_from_five_answers_on(finished: Going) -> None:
    going = fifth(finished)
    for place in range(4):
        actions.react(going.rows[place], None, END, "Ruang panas", by=going.people[place])
    few = queries.reactions(going.cohort)
    assert (few.people, few.of, few.remarks) == (4, 5, [])
    assert all(row.mean is None for row in few.aspects)
    actions.react(going.rows[4], None, END | {"manfaat-kerja": 3}, "", by=going.people[4])
    told = {row.name: row for row in queries.reactions(going.cohort).aspects}
    assert told["Manfaat"].mean == pytest.approx(4.6)
    assert told["Pengajar"].mean is None
    assert queries.reactions(going.cohort).remarks == ["Ruang panas"] * 4


def test_one_person_who_judges_many_sessions_is_not_many_people(finished: Going) -> None:
    going = fifth(finished)
    Session.objects.filter(cohort=going.cohort).update(trainer=cast.lina())
    for session in Session.objects.filter(cohort=going.cohort):
        for place in range(2):
            marks = {"pengajar-paham": 1, "pengajar-jelas": 1}
            actions.react(going.rows[place], session, marks, "", by=going.people[place])
    told = queries.reactions(going.cohort)
    assert [(row.name, row.mean) for row in told.trainers] == [(cast.lina().name, None)]
    assert all(row.mean is None for row in told.questions)


def test_an_answer_leads_back_to_nobody_and_is_given_once(finished: Going) -> None:
    row, person = finished.rows[0], finished.people[0]
    actions.react(row, None, END, "", by=person)
    with pytest.raises(Refusal, match="sudah mengisi"):
        actions.react(row, None, END, "", by=person)
    keys = {field.name for field in Reaction._meta.get_fields()}
    assert keys & {"enrolment", "person", "by", "said_at"} == set()
    assert (Reaction.objects.count(), Said.objects.count()) == (1, 1)
    with pytest.raises(Refusal):
        actions.react(finished.rows[1], None, END, "", by=person)


def test_the_questionnaire_opens_with_the_end_and_closes_after_its_days(finished: Going) -> None:
    row, person = finished.rows[0], finished.people[0]
    sessions = Session.objects.filter(cohort=finished.cohort)
    assert len(queries.open_sessions(row)) == 3
    for session in sessions:
        ends = session.ends_at - timedelta(days=40)
        sessions.filter(pk=session.pk).update(starts_at=ends - timedelta(hours=1), ends_at=ends)
    assert queries.open_sessions(row) == []
    with pytest.raises(Refusal, match="ditutup"):
        actions.react(row, None, END, "", by=person)


# --- level 3 --------------------------------------------------------------------------------------


def moved(going: Going, days: int) -> None:
    """Turn the clock: the class ended so many days ago."""
    rows = Session.objects.filter(cohort=going.cohort)
    for session in rows:
        shift = timedelta(days=days)
        rows.filter(pk=session.pk).update(
            starts_at=session.starts_at - shift, ends_at=session.ends_at - shift
        )


def test_after_three_months_both_sides_are_asked_once_reminded_once_and_read_beside_each_other(
    finished: Going, ratna: Person
) -> None:
    going = fifth(finished)
    jobs.ask_about_behaviour(0)
    assert Behaviour.objects.count() == 0
    moved(going, 93)
    for _time in range(2):
        jobs.ask_about_behaviour(0)
    rows = Behaviour.objects.order_by("side", "id")
    assert [(row.months, row.side) for row in rows] == [(3, "atasan")] * 5 + [(3, "sendiri")] * 5
    assert {row.asked for row in rows.filter(side=Side.SUPERIOR)} == {ratna}
    cast.run_jobs()
    assert Message.objects.filter(to=ratna, subject__startswith="Setelah 3 bulan").count() == 5
    rows.update(asked_at=timezone.now() - timedelta(days=15))
    for row in rows.filter(side=Side.OWN):
        actions.answer(row, {"memakai": 4, "mutu": 5}, "", by=row.asked)
    for place, row in enumerate(rows.filter(side=Side.SUPERIOR)):
        if place < 4:
            actions.answer(row, {"memakai": 2}, "", by=ratna)
    jobs.ask_about_behaviour(0)
    assert Behaviour.objects.filter(reminded_at__isnull=False).count() == 1
    (told,) = queries.behaved(going.cohort)
    assert (told.answered, told.asked) == ({"sendiri": 5, "atasan": 4}, {"sendiri": 5, "atasan": 5})
    assert (told.pairs[0].own.mean, told.pairs[0].superior.mean) == (4.0, None)


def test_only_the_one_who_is_asked_answers_and_not_after_it_closed(finished: Going, ratna: Person) -> None:
    own, superior = actions.ask(finished.rows[0], 3)
    with pytest.raises(Refusal):
        actions.answer(superior, {"memakai": 5}, "", by=finished.people[0])
    Behaviour.objects.filter(pk=own.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refusal, match="ditutup"):
        actions.answer(own, {"memakai": 5}, "", by=finished.people[0])


def test_a_class_of_long_ago_is_not_asked_about(finished: Going) -> None:
    moved(finished, 400)
    jobs.ask_about_behaviour(0)
    assert Behaviour.objects.count() == 0


def test_a_class_is_asked_about_however_many_others_ended(finished: Going) -> None:
    cohort, today = finished.cohort, timezone.localdate()
    moved(finished, 93)
    Cohort.objects.bulk_create(
        Cohort(
            version=cohort.version, number=f"PLT-2020-{place:04d}", name="Angkatan lain", place="Aula", quota=1,
            nominate_until=today, stage=cohort.stage, agency=cohort.agency, by=cohort.by,
        )
        for place in range(100)
    )  # fmt: skip
    assert {row.pk for row, _months in queries.due(today)} == {row.pk for row in finished.rows}


# --- what it cost ---------------------------------------------------------------------------------


def test_the_cost_of_a_jp_comes_from_what_was_spent(finished: Going, nurul: Person) -> None:
    certificates.judge(finished.cohort, by=nurul)
    certificates.issue(finished.cohort, by=nurul)
    fees = actions.plan_cost(finished.cohort, "honor", "Honor tiga pengajar", 6_000_000, by=nurul)
    actions.plan_cost(finished.cohort, "konsumsi", "Makan siang", 2_000_000, by=nurul)
    actions.note_spent(fees, 4_800_001, "SPJ-17/2026", by=nurul)
    told = queries.price(finished.cohort, 0)
    assert (told.planned, told.spent, told.is_complete) == (8_000_000, 4_800_001, False)
    assert (told.taught, told.for_jp) == (Decimal(16), 300_000)
    assert (told.for_earned, told.for_passed, told.for_effect) == (150_000, 2_400_001, None)
    with pytest.raises(Refusal):
        actions.note_spent(fees, 1, "x", by=finished.people[0])


@given(st.integers(0, 10**13), st.integers(1, 10**6))
def test_a_rupiah_is_lost_to_nobody_by_more_than_half(amount: int, units: int) -> None:
    one = methods.per(amount, units)
    assert one is not None
    assert abs(one * units - amount) * 2 <= units
    assert methods.per(amount, 0) is None


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(0, 60))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


# --- pages ----------------------------------------------------------------------------------------


def test_a_participant_judges_a_session_and_the_whole(client: Client, finished: Going) -> None:
    person, number = finished.people[0], finished.cohort.number
    client.force_login(person)
    address = reverse("evaluation:reaction", args=[number])
    assert address in client.get(finished.cohort.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    assert page.count("Kirim penilaian sesi") == 3
    empty = client.post(f"{address}kirim/", {"remark": "Terlalu singkat"})
    assert empty.status_code == 422
    assert "Terlalu singkat" in empty.content.decode()
    assert "Isi sedikitnya satu penilaian" in empty.content.decode()
    session = Session.objects.filter(cohort=finished.cohort)[0]
    sent = f"{address}sesi/{session.pk}/kirim/"
    assert client.post(sent, {"pengajar-paham": "9"}).status_code == 422
    assert client.post(sent, {"pengajar-paham": "5"}).status_code == 303
    assert client.post(sent, {"pengajar-paham": "5"}).status_code == 409
    assert client.post(f"{address}kirim/", {"manfaat-kerja": "4"}).status_code == 303
    assert client.get(address).content.decode().count("Kirim penilaian") == 2
    client.force_login(cast.budi())
    assert client.get(address).status_code == 404


def test_a_superior_answers_from_the_message(client: Client, finished: Going, ratna: Person) -> None:
    _own, row = actions.ask(finished.rows[0], 3)
    client.force_login(ratna)
    assert row.get_absolute_url() in client.get(reverse("evaluation:asked")).content.decode()
    page = client.get(row.get_absolute_url()).content.decode()
    assert finished.people[0].name in page
    assert "Ia memakai yang dipelajari" in page
    assert client.post(f"{row.get_absolute_url()}jawab/", {}).status_code == 422
    assert client.post(f"{row.get_absolute_url()}jawab/", {"memakai": "4"}).status_code == 303
    assert "Dijawab" in client.get(row.get_absolute_url()).content.decode()
    assert "Tidak ada kuesioner" in client.get(reverse("evaluation:asked")).content.decode()
    client.force_login(finished.people[0])
    assert client.get(row.get_absolute_url()).status_code == 404


def test_the_organiser_keeps_the_costs(client: Client, finished: Going, nurul: Person) -> None:
    client.force_login(nurul)
    address = reverse("evaluation:evaluation", args=[finished.cohort.number])
    line = {"kind": "honor", "about": "Honor", "planned": "mahal"}
    assert client.post(f"{address}biaya/", line).status_code == 422
    assert client.post(f"{address}biaya/", line | {"planned": "4,5 juta"}).status_code == 303
    spent = reverse("evaluation:note_spent", args=[Cost.objects.get().pk])
    bad = client.post(spent, {"spent": "4 juta", "proof": ""})
    assert bad.status_code == 422
    assert "4 juta" in bad.content.decode()
    assert client.post(spent, {"spent": "4 juta", "proof": "SPJ-1"}).status_code == 303
    page = client.get(address).content.decode()
    assert all(said in page for said in ("Rp4.500.000", "Rp4.000.000"))


def test_the_organiser_and_the_head_of_the_agency_read_the_whole(
    client: Client, finished: Going, nurul: Person, surya: Person, ratna: Person
) -> None:
    going = fifth(finished)
    for row, person in zip(going.rows, going.people, strict=True):
        actions.react(row, None, END, "", by=person)
    client.force_login(nurul)
    address = reverse("evaluation:evaluation", args=[going.cohort.number])
    assert address in client.get(going.cohort.desk_url).content.decode()
    page = client.get(address).content.decode()
    for said in ("5 dari 5 peserta", "<svg", "Belum ada peserta yang mengerjakan", "Belum ada proyek aksi"):
        assert said in page, said
    summary = reverse("evaluation:summary")
    for person in (nurul, surya):
        client.force_login(person)
        assert going.cohort.number in client.get(summary).content.decode()
    client.force_login(ratna)
    assert client.get(summary).status_code == 404
    assert client.get(address).status_code == 404
