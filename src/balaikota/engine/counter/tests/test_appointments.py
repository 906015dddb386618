"""Who comes to the counter by appointment: places are counted by the database, a no-show chooses anew."""

import threading
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.counter import actions, jobs, queries
from balaikota.engine.counter.models import Appointment, Meeting, Opening, Slot
from balaikota.engine.counter.tests.conftest import first_free, yesterday
from balaikota.engine.counter.tests.test_methods import read
from balaikota.engine.deadlines import actions as deadlines
from balaikota.foundation.notifications import queries as messages
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


def again(case: Case) -> Appointment:
    last = queries.last_of(case)
    assert last is not None
    return last


def test_the_applicant_chooses_moves_and_cancels(case: Case, office: Agency, sari: Person) -> None:
    first = first_free(office)
    actions.choose_time(case, first, by=sari)
    later = queries.free(office)[1][1][0].time.starts_at
    moved = actions.choose_time(case, later, by=sari)
    assert (moved.slot.starts_at, moved.sequence) == (later, 1)
    assert Slot.objects.get(starts_at=first).taken == 0, "the first place is given back"
    actions.cancel(moved, by=sari)
    assert again(case).state == Meeting.CANCELLED
    assert Slot.objects.get(starts_at=later).taken == 0
    story = cast.story_of(case)
    assert story[-3:] == [
        "counter.appointment_made",
        "counter.appointment_moved",
        "counter.appointment_cancelled",
    ]


def test_choosing_the_same_time_twice_is_choosing_it_once(case: Case, office: Agency, sari: Person) -> None:
    at = first_free(office)
    assert actions.choose_time(case, at, by=sari) == actions.choose_time(case, at, by=sari)
    assert Slot.objects.get().taken == 1


def test_a_time_that_is_not_offered_is_refused(case: Case, office: Agency, sari: Person) -> None:
    for at in (timezone.now() - timedelta(days=1), first_free(office) + timedelta(minutes=1)):
        with pytest.raises(Refusal, match="tidak tersedia"):
            actions.choose_time(case, at, by=sari)


def test_the_counter_chooses_for_somebody_who_cannot(
    case: Case, office: Agency, sari: Person, wulan: Person, client: Client
) -> None:
    client.force_login(wulan)
    here = f"/permohonan/{case.number}/janji/"
    assert "Anda memilihkan waktu untuk Sari" in client.get(here).content.decode()
    assert client.post(f"{here}pilih/", {"at": first_free(office).isoformat()}).status_code == 303
    cast.run_jobs()
    assert messages.inbox(sari)[0].subject == f"Janji temu untuk {case.number}"
    assert client.post(f"{here}batal/").status_code == 303


def test_a_stranger_does_not_choose_and_nobody_when_the_step_does_not_ask(
    case: Case, office: Agency, sari: Person, budi: Person, wulan: Person
) -> None:
    at = first_free(office)
    for person in (budi, cast.hasan()):
        with pytest.raises(Refusal, match="tidak memerlukan janji temu"):
            actions.choose_time(case, at, by=person)
    cases.pass_step(case, by=wulan)
    with pytest.raises(Refusal, match="tidak memerlukan janji temu"):
        actions.choose_time(case, at, by=sari)


def test_a_full_time_is_refused_and_no_longer_offered(
    case: Case, office: Agency, sari: Person, budi: Person
) -> None:
    at = first_free(office)
    Slot.objects.create(office=office, starts_at=at, minutes=30, capacity=2, taken=2)
    assert first_free(office) != at
    with pytest.raises(Refusal, match="baru saja penuh"):
        actions.choose_time(case, at, by=sari)
    assert not Appointment.objects.exists()


def test_the_database_has_the_last_word_on_places(office: Agency) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.create(office=office, starts_at=timezone.now(), minutes=30, capacity=2, taken=3)


@pytest.mark.django_db(transaction=True)
def test_ten_people_at_once_get_the_two_places(slug: str, office: Agency) -> None:
    sari, count = cast.sari(), 10
    waiting = [cast.a_case(slug, by=sari) for _ in range(count)]
    at, start, got, refused = first_free(office), threading.Barrier(count), [], []

    def choose(case: Case) -> None:
        try:
            start.wait(60)
            got.append(actions.choose_time(case, at, by=sari))
        except Refusal as refusal:
            refused.append(refusal.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=choose, args=(case,)) for case in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(got), len(refused)) == (2, 8)
    assert Slot.objects.get(starts_at=at).taken == 2 == Appointment.objects.count()


@pytest.mark.django_db(transaction=True)
def test_two_who_exchange_their_times_never_wait_for_each_other(slug: str, office: Agency) -> None:
    sari = cast.sari()
    a, b = (cast.a_case(slug, by=sari) for _ in range(2))
    whole = next(times for _day, times in queries.free(office) if len(times) > 1)  # today may be nearly over
    one, two = (each.time.starts_at for each in whole[:2])
    faults: list[Exception] = []

    def move(case: Case, at: datetime, start: threading.Barrier) -> None:
        try:
            start.wait(60)
            actions.choose_time(case, at, by=sari)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    for _round in range(5):
        actions.choose_time(a, one, by=sari)
        actions.choose_time(b, two, by=sari)
        start = threading.Barrier(2)
        threads = [threading.Thread(target=move, args=(*pair, start)) for pair in ((a, two), (b, one))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert faults == []
    assert list(Slot.objects.order_by("starts_at").values_list("taken", flat=True)) == [1, 1]


def test_who_is_present_is_noted_on_the_day_by_the_counter(
    case: Case, office: Agency, sari: Person, wulan: Person, budi: Person
) -> None:
    actions.choose_time(case, first_free(office), by=sari)
    Slot.objects.update(starts_at=timezone.now() + timedelta(days=2))
    with pytest.raises(Refusal, match="belum tiba harinya"):
        actions.note_present(again(case), by=wulan)
    yesterday(case)
    for person in (sari, budi, cast.hasan()):
        with pytest.raises(Refusal, match="petugas loket"):
            actions.note_present(again(case), by=person)
    actions.note_present(again(case), by=wulan)
    assert again(case).state == Meeting.PRESENT
    with pytest.raises(Refusal, match="sudah dicatat"):
        actions.note_no_show(again(case), by=wulan)


def test_a_no_show_chooses_anew_and_is_told_so(
    case: Case, office: Agency, sari: Person, wulan: Person
) -> None:
    actions.choose_time(case, first_free(office), by=sari)
    with pytest.raises(Refusal, match="Tunggu sampai"):
        actions.note_no_show(again(case), by=wulan)
    yesterday(case)
    actions.note_no_show(again(case), by=wulan)
    cast.run_jobs()
    assert "terlewat" in messages.inbox(sari)[0].subject
    assert "tidak batal" in messages.inbox(sari)[0].body
    actions.choose_time(case, first_free(office), by=sari)
    assert again(case).state == Meeting.BOOKED


def test_everyone_is_reminded_once_the_day_before(case: Case, office: Agency, sari: Person) -> None:
    actions.choose_time(case, first_free(office), by=sari)
    tomorrow = timezone.localtime() + timedelta(days=1)
    Slot.objects.update(starts_at=tomorrow.replace(hour=9))
    for _time in range(2):
        jobs.remind(0)
    cast.run_jobs()
    told = [message.subject for message in messages.inbox(sari)]
    assert [subject for subject in told if subject.startswith("Besok")] == [
        f"Besok: janji temu untuk {case.number}"
    ]


def test_a_new_day_off_takes_its_times_away_and_says_so(
    case: Case, office: Agency, sari: Person, hasan: Person
) -> None:
    at = first_free(office)
    actions.choose_time(case, at, by=sari)
    day = timezone.localdate(at)
    deadlines.add_holiday(on=day, name="Hari jadi kota", kind="libur_daerah", source="SK contoh", by=hasan)
    cast.run_jobs()
    assert again(case).state == Meeting.CALLED_OFF
    assert any("dibatalkan" in message.subject for message in messages.inbox(sari))
    assert all(each != day for each, _times in queries.free(office))


def test_a_withdrawn_case_gives_its_place_back(case: Case, office: Agency, sari: Person) -> None:
    actions.choose_time(case, first_free(office), by=sari)
    cases.withdraw(case, by=sari)
    cast.run_jobs()
    assert Slot.objects.get().taken == 0
    assert again(case).state == Meeting.CALLED_OFF


def test_only_the_head_arranges_hours_and_they_do_not_overlap(
    office: Agency, wulan: Person, ratna: Person
) -> None:
    hours = {"weekday": 0, "from_time": time(13), "until_time": time(15), "minutes": 15, "capacity": 1}
    with pytest.raises(Refusal, match="kepala kantor"):
        actions.open_hours(office, hours, by=wulan)
    with pytest.raises(Refusal, match="bertindih"):
        actions.open_hours(office, {**hours, "from_time": time(10)}, by=ratna)
    with pytest.raises(Refusal, match="sesudah jam mulai"):
        actions.open_hours(office, {**hours, "until_time": time(12)}, by=ratna)
    actions.close_hours(actions.open_hours(office, hours, by=ratna), by=ratna)
    assert Opening.objects.filter(weekday=0).count() == 1


# --- the pages ------------------------------------------------------------------------------------


def test_the_applicant_chooses_on_a_page_and_takes_the_calendar_file(
    case: Case, office: Agency, sari: Person, client: Client, django_assert_max_num_queries: object
) -> None:
    client.force_login(sari)
    assert "Pilih waktu" in client.get(case.get_absolute_url()).content.decode()
    here = f"/permohonan/{case.number}/janji/"
    with django_assert_max_num_queries(16):
        assert "Waktu yang masih kosong" in client.get(here).content.decode()
    assert client.post(f"{here}pilih/", {"at": "besok"}).status_code == 422
    at = first_free(office)
    assert client.post(f"{here}pilih/", {"at": at.isoformat()}).status_code == 303
    assert f"{timezone.localtime(at):%H.%M}" in client.get(here).content.decode()
    answer = client.get(f"{here}kalender.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    rows = dict(read(answer.content.decode()))
    assert rows["VEVENT.DTSTART"] == at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    assert client.post(f"{here}batal/").status_code == 303
    assert client.post(f"{here}batal/").status_code == 404


def test_a_neighbour_finds_no_appointment(case: Case, budi: Person, client: Client) -> None:
    client.force_login(budi)
    assert client.get(f"/permohonan/{case.number}/janji/").status_code == 404
    assert client.post(f"/permohonan/{case.number}/janji/pilih/", {}).status_code == 404


def test_a_service_without_such_a_step_has_no_appointment(
    slug: str, office: Agency, sari: Person, client: Client
) -> None:
    from balaikota.engine.cases.tests.conftest import SERVICE

    case = cast.a_case(cast.a_service(SERVICE), by=sari)
    client.force_login(sari)
    assert client.get(f"/permohonan/{case.number}/janji/").status_code == 404
    assert "janji" not in client.get(case.get_absolute_url()).content.decode().lower()


def test_the_counter_works_through_its_day(
    case: Case,
    office: Agency,
    sari: Person,
    wulan: Person,
    client: Client,
    django_assert_max_num_queries: object,
) -> None:
    actions.choose_time(case, first_free(office), by=sari)
    yesterday(case)
    on = timezone.localdate() - timedelta(days=1)
    client.force_login(wulan)
    with django_assert_max_num_queries(12):
        page = client.get(f"/loket/janji/?tanggal={on.isoformat()}").content.decode()
    assert case.number in page
    assert "Siregar" not in page, "a list names nobody"
    assert client.post(f"/loket/janji/{again(case).pk}/tidak-hadir/").status_code == 303
    assert client.get("/loket/janji/?tanggal=2026-02-31").status_code == 200
    assert "Janji temu terlewat" in client.get(case.get_absolute_url()).content.decode()


def test_the_head_arranges_hours_on_a_page(
    office: Agency, wulan: Person, ratna: Person, client: Client
) -> None:
    client.force_login(wulan)
    assert client.get("/loket/jam/").status_code == 404
    client.force_login(ratna)
    assert client.get("/loket/jam/").status_code == 200
    said = {"weekday": "5", "from_time": "08:00", "until_time": "09:00", "minutes": "15", "capacity": "1"}
    assert client.post("/loket/jam/tambah/", {**said, "minutes": "1"}).status_code == 422
    assert client.post("/loket/jam/tambah/", said).status_code == 303
    assert client.post(f"/loket/jam/{Opening.objects.get(weekday=5).pk}/hapus/").status_code == 303
    assert client.post("/loket/jam/kelompok/", {"letter": "7", "name": "Akta"}).status_code == 422
    assert client.post("/loket/jam/kelompok/", {"letter": "b", "name": "Akta"}).status_code == 303
