"""When data was not protected, everybody it concerns is told within 3 x 24 hours, and the clock cannot be moved."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.engine.breaches import actions, methods, queries
from balaikota.engine.breaches.jobs import tell_each, watch
from balaikota.engine.breaches.models import LIMIT, Breach
from balaikota.foundation.audit.models import Event
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.notifications import contract
from balaikota.foundation.notifications import queries as inbox
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
TOLD = actions.Told("Nama dan alamat.", "Kemarin, surat salah kirim.", "Surat ditarik kembali.")
#: A Thursday evening before a long weekend: the law's clock knows no days off.
EVENING = datetime(2026, 12, 24, 11, 0, tzinfo=UTC)


class Clock:
    """A clock that the test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = EVENING
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def goes(self, **on: int) -> None:
        self.now += timedelta(**on)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def breach(hasan: Person, clock: Clock) -> Breach:
    return actions.note(TOLD, known_at=clock.now, by=hasan)


def subjects(person: Person) -> list[str]:
    return [message.subject for message in inbox.inbox(person)]


# --- the clock ------------------------------------------------------------------------------------


def test_three_times_24_hours_run_through_christmas(breach: Breach) -> None:
    assert breach.due_at == datetime(2026, 12, 27, 11, 0, tzinfo=UTC)
    assert timedelta(hours=methods.law()["hours"]) == LIMIT


def test_the_clock_runs_from_when_the_city_knew_not_from_when_it_was_written_down(
    hasan: Person, clock: Clock
) -> None:
    known = clock.now - timedelta(hours=30)
    late = actions.note(TOLD, known_at=known, by=hasan)
    assert late.due_at - clock.now == timedelta(hours=42)
    with pytest.raises(Refusal, match="tidak mungkin di depan"):
        actions.note(TOLD, known_at=clock.now + timedelta(minutes=1), by=hasan)


def test_the_database_lets_nobody_move_the_limit(breach: Breach) -> None:
    with pytest.raises(IntegrityError, match="breach_keeps_the_clock"), transaction.atomic():
        Breach.objects.filter(pk=breach.pk).update(due_at=breach.due_at + timedelta(hours=1))


@given(st.integers(min_value=0, max_value=200))
def test_it_is_late_exactly_after_the_last_hour(hours: int) -> None:
    known = timezone.now() - timedelta(days=60)
    told = known + timedelta(hours=hours)
    row = Breach(known_at=known, due_at=known + LIMIT, people_told_at=told, authority_told_at=told)
    assert row.is_late == (hours > 72)
    assert not row.is_open


def test_the_office_is_called_once_when_a_day_is_left(breach: Breach, hasan: Person, clock: Clock) -> None:
    clock.goes(hours=47)
    watch(0)
    cast.run_jobs()
    assert not any("belum semua" in subject for subject in subjects(hasan))
    clock.goes(hours=2)
    watch(0)
    watch(0)
    cast.run_jobs()
    assert sum("belum semua" in subject for subject in subjects(hasan)) == 1


def test_nobody_is_called_once_everybody_has_been_told(
    breach: Breach, hasan: Person, sari: Person, clock: Clock
) -> None:
    actions.add_people(breach, [sari], by=hasan)
    actions.tell_people(breach, by=hasan)
    actions.tell_authority(breach, reference="123/KGL/2026", by=hasan)
    clock.goes(hours=71)
    watch(0)
    assert not Event.objects.filter(name="breaches.reminded").exists()


# --- telling --------------------------------------------------------------------------------------


def test_each_person_gets_the_three_things_the_law_names(
    breach: Breach, hasan: Person, sari: Person, budi: Person, clock: Clock
) -> None:
    assert actions.add_people(breach, [sari, sari], by=hasan) == 1
    assert actions.add_people(breach, [budi], by=hasan) == 2
    clock.goes(hours=5)
    actions.tell_people(breach, by=hasan)
    cast.run_jobs()
    for person in (sari, budi):
        letter = inbox.inbox(person)[0]
        assert breach.number in letter.subject
        assert all(part in letter.body for part in TOLD)
        assert "pasal 46" in letter.body
    assert {sari.email, budi.email} <= {to for each in mail.outbox for to in each.to}


def test_telling_twice_by_a_job_that_ran_again_is_one_letter(
    breach: Breach, hasan: Person, sari: Person
) -> None:
    actions.add_people(breach, [sari], by=hasan)
    actions.tell_people(breach, by=hasan)
    cast.run_jobs()
    before = len(subjects(sari))
    tell_each(Event.objects.get(name="breaches.people_told").pk)
    assert len(subjects(sari)) == before


def test_who_muted_all_mail_is_told_by_mail_all_the_same(breach: Breach, hasan: Person, sari: Person) -> None:
    notifications.choose(set(), by=sari)
    actions.add_people(breach, [sari], by=hasan)
    actions.tell_people(breach, by=hasan)
    cast.run_jobs()
    assert any(sari.email in each.to for each in mail.outbox)
    assert contract.group_of("breaches/letters/notice.txt") == contract.BY_LAW


def test_nobody_is_told_of_nothing_nor_twice(breach: Breach, hasan: Person, sari: Person) -> None:
    with pytest.raises(Refusal, match="Tambahkan dahulu"):
        actions.tell_people(breach, by=hasan)
    actions.add_people(breach, [sari], by=hasan)
    actions.tell_people(breach, by=hasan)
    with pytest.raises(Refusal):
        actions.tell_people(breach, by=hasan)
    with pytest.raises(Refusal, match="Catat kegagalan baru"):
        actions.add_people(breach, [hasan], by=hasan)


def test_the_letter_to_the_authority_has_a_number(breach: Breach, hasan: Person, clock: Clock) -> None:
    with pytest.raises(Refusal, match="nomor suratnya"):
        actions.tell_authority(breach, reference=" ", by=hasan)
    clock.goes(hours=80)
    actions.tell_authority(breach, reference="123/KGL/2026", by=hasan)
    event = Event.objects.get(name="breaches.authority_told")
    assert event.detail == {"is_late": True}, "late is told, and is on record as late"
    with pytest.raises(Refusal, match="sudah dicatat"):
        actions.tell_authority(breach, reference="124", by=hasan)


def test_only_the_office_writes(breach: Breach, ratna: Person, sari: Person) -> None:
    with pytest.raises(Refusal):
        actions.note(TOLD, known_at=timezone.now(), by=ratna)
    for refused in (
        lambda: actions.add_people(breach, [sari], by=ratna),
        lambda: actions.tell_people(breach, by=sari),
        lambda: actions.tell_authority(breach, reference="1", by=sari),
    ):
        with pytest.raises(Refusal):
            refused()


# --- the pages ------------------------------------------------------------------------------------


def test_the_office_notes_names_and_tells_on_the_pages(
    client: Client, hasan: Person, sari: Person, budi: Person
) -> None:
    client.force_login(hasan)
    assert "Belum ada kegagalan" in client.get("/meja/kegagalan-data/").content.decode()
    said = {"known_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}"} | TOLD._asdict()
    page = client.post("/meja/kegagalan-data/catat/simpan/", said, follow=True)
    here = page.redirect_chain[-1][0]
    assert "jam lagi" in page.content.decode()
    page = client.post(f"{here}orang/", {"contacts": f"{sari.email}\n\n{budi.email}"}, follow=True)
    assert "2 orang tercatat" in page.content.decode()
    client.post(f"{here}beri-tahu/")
    page = client.post(f"{here}lembaga/", {"reference": "123/KGL/2026"}, follow=True).content.decode()
    assert "diberi tahu tepat waktu" in page
    assert "123/KGL/2026" in page


def test_an_unknown_line_is_named_by_its_number_and_nothing_typed_is_lost(
    client: Client, hasan: Person, sari: Person, breach: Breach
) -> None:
    client.force_login(hasan)
    typed = f"{sari.email}\ntidak-ada@contoh.id"
    answer = client.post(f"{breach.get_absolute_url()}orang/", {"contacts": typed})
    assert answer.status_code == 422
    assert "Baris 2 tidak dikenal" in answer.content.decode()
    assert "tidak-ada@contoh.id" in answer.content.decode()
    assert queries.count(breach) == 0


def test_people_are_named_by_nik_or_contact_and_a_long_list_is_looked_up_at_once(
    client: Client, hasan: Person, sari: Person, breach: Breach, django_assert_max_num_queries: Any
) -> None:
    client.force_login(hasan)
    nik = Person.objects.get(pk=sari.pk).nik
    typed = "\n".join([f"{nik[:6]} {nik[6:]}", hasan.email.upper(), *([sari.email] * 500)])
    with django_assert_max_num_queries(40):
        client.post(f"{breach.get_absolute_url()}orang/", {"contacts": typed})
    assert set(queries.people_of(breach)) == {sari, hasan}


def test_a_moment_that_has_not_come_is_a_slip_and_nothing_typed_is_lost(
    client: Client, hasan: Person
) -> None:
    client.force_login(hasan)
    tomorrow = timezone.localtime() + timedelta(days=1)
    said = {"known_at": f"{tomorrow:%Y-%m-%dT%H:%M}"} | TOLD._asdict()
    answer = client.post("/meja/kegagalan-data/catat/simpan/", said)
    assert answer.status_code == 422
    assert all(part in answer.content.decode() for part in (*TOLD, "tidak mungkin di depan"))
    assert not Breach.objects.exists()


@pytest.mark.parametrize("lacking", ["known_at", "revealed", "happened", "mending"])
def test_a_note_says_all_three_things_and_when(client: Client, hasan: Person, lacking: str) -> None:
    client.force_login(hasan)
    said = {"known_at": "2026-11-29T08:00"} | TOLD._asdict() | {lacking: ""}
    answer = client.post("/meja/kegagalan-data/catat/simpan/", said)
    assert answer.status_code == 422
    assert f'id="id_{lacking}_error"' in answer.content.decode()
    assert not Breach.objects.exists()


def test_whom_it_concerns_reads_it_and_others_find_nothing(
    client: Client, breach: Breach, hasan: Person, sari: Person, budi: Person
) -> None:
    here = f"/kegagalan-data/{breach.number}/"
    actions.add_people(breach, [sari], by=hasan)
    client.force_login(sari)
    assert client.get(here).status_code == 404, "not before the notice is out"
    actions.tell_people(breach, by=hasan)
    page = client.get(here).content.decode()
    assert all(part in page for part in TOLD)
    assert "Kami meminta maaf" in page
    for other in (budi, hasan):
        client.force_login(other)
        assert client.get(here).status_code == 404


def test_the_desk_asks_the_database_little(
    client: Client, hasan: Person, django_assert_max_num_queries: Any
) -> None:
    for _each in range(5):
        actions.note(TOLD, known_at=timezone.now(), by=hasan)
    client.force_login(hasan)
    with django_assert_max_num_queries(30):
        client.get("/meja/kegagalan-data/")
