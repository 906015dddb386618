"""Planning, nominating and seating: quotas, a waiting list, and nobody in two places at once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.training.classes import actions, queries
from balaikota.training.classes.models import Cohort, Enrolment, Seat
from balaikota.training.classes.tests.city import a_class, a_meeting, a_servant, enrolled
from balaikota.training.courses.models import Version


@pytest.fixture
def cohort(version: Version, nurul: Person) -> Cohort:
    return a_class(version, nurul, quota=2)


def test_a_full_class_has_a_waiting_list_and_a_free_seat_goes_to_its_first(
    cohort: Cohort, nurul: Person, ratna: Person
) -> None:
    rows = [enrolled(cohort, a_servant(number), head=ratna, organiser=nurul) for number in range(1, 5)]
    assert [row.seat for row in rows] == [Seat.ENROLLED, Seat.ENROLLED, Seat.WAITING, Seat.WAITING]
    actions.withdraw(rows[0], by=rows[0].person)
    seats = [Enrolment.objects.get(pk=row.pk).seat for row in rows]
    assert seats == [Seat.WITHDRAWN, Seat.ENROLLED, Seat.ENROLLED, Seat.WAITING]


def test_a_head_nominates_only_their_own(cohort: Cohort, ratna: Person, anwar: Person) -> None:
    stranger = a_servant(1, "umkm")
    with pytest.raises(Refusal, match="kepala unitnya"):
        actions.nominate(cohort, stranger, by=ratna)
    with pytest.raises(Refusal, match="kepala unitnya"):
        actions.nominate(cohort, a_servant(2), by=anwar)
    with pytest.raises(Refusal, match="tidak memegang jabatan"):
        actions.nominate(cohort, cast.budi(), by=ratna)


def test_two_classes_at_once_are_seen(cohort: Cohort, version: Version, nurul: Person, ratna: Person) -> None:
    person = a_servant(1)
    enrolled(cohort, person, head=ratna, organiser=nurul)
    other = a_class(version, nurul, days=(2,), place="Ruang lain")
    with pytest.raises(Refusal, match="pada waktu yang sama"):
        actions.nominate(other, person, by=ratna)


def test_a_room_and_a_trainer_are_in_one_place_at_a_time(cohort: Cohort, nurul: Person, lina: Person) -> None:
    with pytest.raises(Refusal, match="Aula sudah dipakai"):
        actions.add_session(cohort, a_meeting(1), by=nurul)
    actions.add_session(cohort, a_meeting(5, place="Ruang 1", trainer=lina), by=nurul)
    with pytest.raises(Refusal, match="Lina"):
        actions.add_session(cohort, a_meeting(5, place="Ruang 2", trainer=lina), by=nurul)


def test_a_trainer_is_no_participant(cohort: Cohort, nurul: Person, ratna: Person, wulan: Person) -> None:
    actions.add_session(cohort, a_meeting(6, trainer=wulan), by=nurul)
    with pytest.raises(Refusal, match="mengajar"):
        actions.nominate(cohort, wulan, by=ratna)


def test_a_refusal_says_why_and_the_unit_may_ask_again(cohort: Cohort, nurul: Person, ratna: Person) -> None:
    row = actions.nominate(cohort, a_servant(1), by=ratna)
    with pytest.raises(Refusal, match="alasan"):
        actions.refuse(row, "", by=nurul)
    actions.refuse(row, "Bukan bidangnya", by=nurul)
    assert actions.nominate(cohort, row.person, by=ratna).seat == Seat.NOMINATED


def test_calendars_learn_of_a_moved_session(client: Client, cohort: Cohort, nurul: Person) -> None:
    session = queries.held(cohort)[0]
    actions.move_session(session, a_meeting(9), by=nurul)
    actions.cancel_session(queries.held(cohort)[-2], by=nurul)
    drawn = client.get(reverse("classes:calendar", args=[cohort.number]))
    events = {str(each["uid"]): each for each in Calendar.from_ical(drawn.content).walk("VEVENT")}
    moved = events[f"{session.pk}@localhost"] if f"{session.pk}@localhost" in events else next(
        each for uid, each in events.items() if uid.startswith(str(session.pk))
    )  # fmt: skip
    assert int(moved["sequence"]) == 1
    assert sorted(str(each["status"]) for each in events.values()) == ["CANCELLED", "CONFIRMED", "CONFIRMED"]


def test_a_class_is_not_finished_before_its_sessions(cohort: Cohort, nurul: Person, ratna: Person) -> None:
    with pytest.raises(Refusal, match="Belum ada peserta"):
        actions.start(cohort, by=nurul)
    enrolled(cohort, a_servant(1), head=ratna, organiser=nurul)
    actions.start(cohort, by=nurul)
    with pytest.raises(Refusal, match="belum selesai"):
        actions.finish(cohort, by=nurul)
    with pytest.raises(Refusal, match="alasan"):
        actions.cancel(cohort, " ", by=nurul)
    actions.cancel(cohort, "Pengajar sakit", by=nurul)
    with pytest.raises(Refusal):
        actions.start(Cohort.objects.get(pk=cohort.pk), by=nurul)


def test_the_organiser_plans_a_class_on_pages(client: Client, version: Version, nurul: Person) -> None:
    client.force_login(nurul)
    day = timezone.localdate() + timedelta(days=4)
    said = {
        "version": str(version.pk), "name": "Angkatan II", "audience": "asn", "mode": "tatap-muka",
        "place": "Aula", "quota": "2", "nominate_until": day.isoformat(),
    }  # fmt: skip
    assert client.post(reverse("classes:plan"), said | {"quota": "0"}).status_code == 422
    desk = client.post(reverse("classes:plan"), said)["Location"]
    meeting = {"day": day.isoformat(), "begins": "08:00", "ends": "12:00", "pause": "15", "place": "Aula"}
    assert client.post(f"{desk}sesi/", meeting).status_code == 422
    assert client.post(f"{desk}sesi/", meeting | {"title": "Pembukaan"}).status_code == 303
    twice = client.post(f"{desk}sesi/", meeting | {"title": "Lagi"})
    assert twice.status_code == 422
    assert "sudah dipakai" in twice.content.decode()
    assert client.post(f"{desk}umumkan/").status_code == 303
    assert queries.minutes(Cohort.objects.get()) == 225


def test_a_head_nominates_and_the_organiser_seats_on_pages(
    client: Client, cohort: Cohort, nurul: Person, ratna: Person
) -> None:
    someone, desk = a_servant(1), cohort.desk_url
    client.force_login(ratna)
    public = cohort.get_absolute_url()
    assert client.post(f"{public}usulkan/", {}).status_code == 422
    assert client.post(f"{public}usulkan/", {"people": [str(someone.pk)]}).status_code == 303
    cast.run_jobs()
    client.force_login(nurul)
    today = client.get(reverse("classes:desk")).content.decode()
    assert "1 usulan menunggu" in today
    row = Enrolment.objects.get()
    assert client.post(f"{desk}setujui/", {"enrolment": [str(row.pk)]}).status_code == 303
    assert "Pegawai 01" in client.get(desk).content.decode()
    session = queries.held(cohort)[0]
    shown = client.get(reverse("classes:session", args=[session.pk]))
    moved = shown.context["form"].initial | {"begins": "09:00", "ends": "12:00"}
    address = reverse("classes:move_session", args=[session.pk])
    assert client.post(address, moved | {"begins": "x"}).status_code == 422
    assert client.post(address, moved).status_code == 303
    client.force_login(someone)
    assert "terdaftar" in client.get(public).content.decode()
    cast.run_jobs()
    assert client.get(reverse("classes:index")).status_code == 200
