"""Attendance cannot be forged: yesterday's code, a photo from elsewhere and a second phone are refused or flagged."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.training.attendance import actions, methods, queries
from balaikota.training.attendance.models import Attendance
from balaikota.training.classes.models import Session
from balaikota.training.classes.tests.city import Going

PHONE, OTHER = "ponsel-satu", "ponsel-dua"


def code_of(session: Session, *, ago: timedelta = timedelta()) -> str:
    return methods.code(session.pk, methods.window_of(timezone.now() - ago))


def test_the_code_on_the_screen_counts_at_once(going: Going) -> None:
    row = actions.attend(code_of(going.sessions[0]), device=PHONE, by=going.people[0])
    assert (row.state, row.doubts, row.late_minutes) == ("hadir", [], 10)
    assert actions.attend(code_of(going.sessions[0]), device=PHONE, by=going.people[0]) == row


def test_yesterdays_code_is_refused(going: Going) -> None:
    with pytest.raises(Refusal, match="tidak sedang berlaku"):
        actions.attend(code_of(going.sessions[0], ago=timedelta(days=1)), device=PHONE, by=going.people[0])


def test_the_code_of_another_class_is_refused(going: Going) -> None:
    with pytest.raises(Refusal, match="tidak sedang berlaku"):
        actions.attend(code_of(going.sessions[1]), device=PHONE, by=going.people[0])


def test_a_photo_sent_to_somebody_elsewhere_waits_for_a_look_and_then_is_refused(going: Going) -> None:
    photo = code_of(going.sessions[0], ago=timedelta(minutes=5))
    row = actions.attend(photo, device=PHONE, by=going.people[0])
    assert (row.state, row.doubts) == ("perlu-dipastikan", ["kode-menyusul"])
    assert queries.presence(going.cohort)[going.rows[0].pk].minutes == 0
    with pytest.raises(Refusal, match="tidak sedang berlaku"):
        actions.attend(
            code_of(going.sessions[0], ago=timedelta(minutes=31)), device=OTHER, by=going.people[1]
        )


HERE, BESIDE, ELSEWHERE = "3.5896,98.6739,20", "3.5903,98.6745,60", "3.6422,98.8853,25"


def test_a_picture_of_the_code_sent_elsewhere_within_the_minute_is_too_far_away(
    going: Going, nurul: Person
) -> None:
    first, (near, far, silent, _last) = going.sessions[0], going.people
    actions.place_door(first, HERE, by=nurul)
    row = actions.attend(code_of(first), device=PHONE, by=near, place=BESIDE)
    assert (row.state, row.doubts) == ("hadir", [])
    row = actions.attend(code_of(first), device=OTHER, by=far, place=ELSEWHERE)
    assert (row.state, row.doubts) == ("perlu-dipastikan", ["jauh"])
    row = actions.attend(code_of(first), device="ponsel-tiga", by=silent, place="")
    assert (row.state, row.doubts) == ("perlu-dipastikan", ["tanpa-tempat"])
    assert queries.presence(going.cohort)[going.rows[1].pk].minutes == 0


def test_where_no_screen_was_placed_nobody_is_asked_where_they_are(going: Going, nurul: Person) -> None:
    row = actions.attend(code_of(going.sessions[0]), device=PHONE, by=going.people[0], place=ELSEWHERE)
    assert row.state == "hadir"
    with pytest.raises(Refusal, match="cukup tepat"):
        actions.place_door(going.sessions[0], "3.5896,98.6739,5000", by=nurul)
    with pytest.raises(Refusal, match="penyelenggara atau pengajar"):
        actions.place_door(going.sessions[0], HERE, by=going.people[0])


@given(st.text(max_size=30))
def test_a_place_that_cannot_be_read_is_none(text: str) -> None:
    told = methods.place_in(text)
    assert told is None or (-90 <= told[0] <= 90 and -180 <= told[1] <= 180)


@given(st.floats(-11, 6), st.floats(95, 141), st.floats(0, 200))
def test_a_phone_at_the_screen_is_near_and_a_kilometre_away_is_not(
    lat: float, lon: float, unsure: float
) -> None:
    assert methods.is_near((lat, lon), (lat, lon, unsure))
    assert not methods.is_near((lat, lon), (lat + 0.01, lon, unsure))


def test_one_phone_brings_one_person(going: Going) -> None:
    code = code_of(going.sessions[0])
    actions.attend(code, device=PHONE, by=going.people[0])
    with pytest.raises(Refusal, match="sudah dipakai peserta lain"):
        actions.attend(code, device=PHONE, by=going.people[1])


def test_somebody_who_comes_with_another_phone_than_before_is_looked_at(going: Going) -> None:
    actions.attend(code_of(going.sessions[0]), device=PHONE, by=going.people[0])
    second = going.sessions[1]
    now = timezone.now()
    Session.objects.filter(pk=second.pk).update(starts_at=now, ends_at=now + timedelta(hours=1))
    row = actions.attend(code_of(second), device=OTHER, by=going.people[0])
    assert (row.state, row.doubts) == ("perlu-dipastikan", ["ponsel-lain"])


def test_no_network_at_the_door_is_proved_when_it_returns(going: Going, nurul: Person) -> None:
    seen = code_of(going.sessions[0], ago=timedelta(minutes=8))
    row = actions.attend(seen, device=PHONE, by=going.people[0])
    assert row.late_minutes <= 2  # counted from the door, not from the network
    actions.confirm(row, by=nurul)
    assert queries.presence(going.cohort)[going.rows[0].pk].sessions == 1


def test_scanning_early_locks_nobody_out(going: Going) -> None:
    first, nine = going.sessions[0], timezone.localtime().replace(hour=9, minute=0)
    begins = nine + timedelta(hours=1)
    Session.objects.filter(pk=first.pk).update(starts_at=begins, ends_at=begins + timedelta(hours=1))
    for _try in range(3):
        with pytest.raises(Refusal, match="Pintu belum dibuka"):
            _scanned(first, nine, going)
    assert _scanned(first, begins, going).state == "hadir"


def _scanned(session: Session, at: datetime, going: Going) -> Attendance:
    code = methods.code(session.pk, methods.window_of(at))
    return actions.attend(code, device=PHONE, by=going.people[0], at=at)


def test_a_stranger_has_no_door(going: Going, budi: Person) -> None:
    with pytest.raises(Refusal, match="tidak punya sesi"):
        actions.attend(code_of(going.sessions[0]), device=PHONE, by=budi)


def test_who_was_struck_out_does_not_scan_again(going: Going, nurul: Person) -> None:
    row = actions.attend(code_of(going.sessions[0]), device=PHONE, by=going.people[0])
    actions.strike(row, "Tidak ada di ruangan", by=nurul)
    with pytest.raises(Refusal, match="dicoret"):
        actions.attend(code_of(going.sessions[0]), device=PHONE, by=going.people[0])


def test_by_hand_needs_a_reason_and_is_never_for_oneself(going: Going, nurul: Person) -> None:
    with pytest.raises(Refusal, match="alasan"):
        actions.note(going.sessions[0], going.rows[0], "", by=nurul)
    with pytest.raises(Refusal):
        actions.note(going.sessions[0], going.rows[0], "teman", by=going.people[1])
    row = actions.note(going.sessions[0], going.rows[0], "Ponsel rusak", by=nurul)
    assert (row.state, row.source, row.by) == ("hadir", "tangan", nurul)


@given(st.integers(min_value=50_000_000, max_value=80_000_000), st.integers(min_value=0, max_value=200))
def test_a_code_is_known_for_half_an_hour_and_no_longer(window: int, age: int) -> None:
    code, at = methods.code("sesi", window), methods.moment_of(window + age)
    found = methods.window_shown("sesi", code.lower().replace("-", " "), at)
    assert found == (window if age <= 60 else None)
    assert methods.is_fresh(window, at) == (age < methods.FRESH)


def test_the_pages_of_door_and_phone(client: Client, going: Going, nurul: Person) -> None:
    client.force_login(nurul)
    door = reverse("attendance:door", args=[going.sessions[0].pk])
    screen = client.get(door).content.decode()
    assert "<svg" in screen
    client.force_login(going.people[0])
    assert client.get(door).status_code == 404
    phone = client.get(reverse("attendance:arrive"), {"kode": code_of(going.sessions[0])})
    assert code_of(going.sessions[0])[:4] in phone.content.decode()
    wrong = client.post(reverse("attendance:attend"), {"kode": "AAAA-AAAA"})
    assert wrong.status_code == 422
    assert "AAAA-AAAA" in wrong.content.decode()
    assert client.post(reverse("attendance:attend"), {"kode": code_of(going.sessions[0])}).status_code == 303
    second = Client()
    second.cookies["pintu"] = client.cookies["pintu"].value
    second.force_login(going.people[1])
    shared = second.post(reverse("attendance:attend"), {"kode": code_of(going.sessions[0])})
    assert "sudah dipakai peserta lain" in shared.content.decode()
    client.force_login(nurul)
    sheet = reverse("attendance:sheet", args=[going.sessions[0].pk])
    assert "Pegawai 02" in client.get(sheet).content.decode()
    posted = client.post(f"{sheet}catat/", {"enrolment": str(going.rows[1].pk), "reason": "Ponsel rusak"})
    assert posted.status_code == 303
    assert client.post(f"{sheet}catat/", {"reason": "Ponsel rusak"}).status_code == 422
    assert Attendance.objects.count() == 2
    summary = client.get(reverse("attendance:summary", args=[going.cohort.number]))
    assert "Pegawai 02" in summary.content.decode()
