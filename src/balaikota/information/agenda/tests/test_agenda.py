"""What takes place is announced by two people, found by its day, and followed by calendars."""

import itertools
import re
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from tests import cast

from balaikota.foundation.notifications import queries as messages
from balaikota.foundation.people.models import Person
from balaikota.information.agenda import actions, methods, queries
from balaikota.information.agenda.models import Happening
from balaikota.information.agenda.tests.conftest import NINE, SAID, now, out, soon
from balaikota.information.review import actions as turns
from balaikota.information.review import queries as review
from balaikota.information.review.models import Stage
from balaikota.kit.errors import Refusal
from balaikota.kit.worktime import WIB

pytestmark = pytest.mark.django_db


def events(answer: Any) -> list[Any]:
    read = Calendar.from_ical(answer.content)
    assert [str(zone["tzid"]) for zone in read.walk("VTIMEZONE")] == ["Asia/Jakarta"]
    return list(read.walk("VEVENT"))


def test_one_writes_and_another_lets_it_out(
    draft: Happening, fitri: Person, rahmat: Person, sari: Person
) -> None:
    with pytest.raises(Refusal):
        actions.begin(SAID, by=sari)
    turns.send(draft, by=fitri)
    with pytest.raises(Refusal, match="bukan penulisnya"):
        actions.publish(draft, 1, by=fitri)
    actions.publish(draft, 1, by=rahmat)
    assert now(draft).stage == Stage.PUBLISHED


def test_a_form_that_is_sent_twice_announces_once(client: Client, fitri: Person) -> None:
    client.force_login(fitri)
    shown = client.get("/meja/agenda/baru/").content.decode()
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', shown)
    assert key
    typed = {**SAID, "starts_at": "2031-05-03T09:00", "ends_at": "2031-05-03T12:00", "key": key[1]}
    sent = [client.post("/meja/agenda/baru/mulai/", typed) for _try in range(2)]
    assert [answer.status_code for answer in sent] == [303, 303]
    assert sent[0]["Location"] == sent[1]["Location"]
    assert Happening.objects.count() == 1


def test_it_comes_back_with_a_reason(draft: Happening, fitri: Person, rahmat: Person) -> None:
    turns.send(draft, by=fitri)
    turns.send_back(draft, 1, reason="Alamatnya?", by=rahmat)
    cast.run_jobs()
    assert any("Alamatnya?" in message.body for message in messages.inbox(fitri))


def test_a_change_waits_while_the_announced_stands(
    announced: Happening, fitri: Person, rahmat: Person
) -> None:
    later = {**SAID, "starts_at": NINE + timedelta(days=1), "ends_at": NINE + timedelta(days=1, hours=3)}
    actions.revise(announced, later, based_on=1, by=fitri)
    assert now(announced).starts_at == NINE
    assert now(announced).sequence == 0
    moved = out(announced, by=fitri, reviewer=rahmat)
    assert (moved.starts_at, moved.sequence) == (later["starts_at"], 1)


def test_two_who_write_at_once_lose_nothing(draft: Happening, fitri: Person, rahmat: Person) -> None:
    actions.revise(draft, {**SAID, "place": "Istana Maimun"}, based_on=1, by=fitri)
    mine = actions.revise(draft, {**SAID, "place": "Kesawan"}, based_on=1, by=rahmat)
    assert mine.is_aside
    assert review.head_of(now(draft)).place == "Istana Maimun"


def test_it_cannot_end_before_it_starts(fitri: Person) -> None:
    with pytest.raises(Refusal, match="mendahului"):
        actions.begin({**SAID, "ends_at": NINE - timedelta(hours=1)}, by=fitri)


def test_a_calendar_knows_when_and_where_by_the_citys_clock(client: Client, announced: Happening) -> None:
    (event,) = events(client.get(f"{announced.get_absolute_url()}kalender.ics"))
    assert str(event["uid"]) == str(announced.pk)
    assert event["dtstart"].params["TZID"] == "Asia/Jakarta"
    assert event.decoded("dtstart") == NINE
    assert (str(event["status"]), event["sequence"]) == ("CONFIRMED", 0)
    assert "/agenda/pasar-murah/" in str(event["url"])


def test_a_subscribed_calendar_hears_that_it_is_cancelled(
    client: Client, announced: Happening, fitri: Person, rahmat: Person
) -> None:
    first = client.get("/agenda/kalender.ics")
    assert first["Content-Type"].startswith("text/calendar")
    with pytest.raises(Refusal):
        actions.cancel(announced, reason="Hujan.", by=fitri)
    actions.cancel(announced, reason="Hujan deras.", by=rahmat)
    (event,) = events(client.get("/agenda/kalender.ics"))
    assert (str(event["uid"]), str(event["status"]), event["sequence"]) == (str(announced.pk), "CANCELLED", 1)
    page = client.get(announced.get_absolute_url()).content.decode()
    assert "dibatalkan" in page
    assert "Hujan deras." in page
    with pytest.raises(Refusal):
        actions.cancel(announced, reason="Lagi.", by=rahmat)


def test_a_shared_link_shows_its_name_and_its_day(client: Client, announced: Happening) -> None:
    page = client.get(announced.get_absolute_url()).content.decode()
    assert f"{announced.get_absolute_url()}kartu.png" in page
    assert client.get(f"{announced.get_absolute_url()}kartu.png").content.startswith(b"\x89PNG")


def test_a_month_and_a_day_show_it(client: Client, announced: Happening) -> None:
    assert "Pasar murah" in client.get("/agenda/bulan/2031-05/").content.decode()
    assert "Pasar murah" not in client.get("/agenda/bulan/2031-06/").content.decode()
    assert "09.00–12.00" in client.get("/agenda/hari/2031-05-03/").content.decode()
    assert "Belum ada kegiatan" in client.get("/agenda/hari/2031-05-04/").content.decode()
    for wrong in ("bulan/2031-13", "bulan/mei", "hari/2031-02-30", "hari/kemarin"):
        assert client.get(f"/agenda/{wrong}/").status_code == 404


def test_every_week_is_every_week(client: Client, fitri: Person, rahmat: Person) -> None:
    weekly = {**SAID, "weekly_until": date(2031, 6, 7)}
    out(actions.begin(weekly, by=fitri), by=fitri, reviewer=rahmat)
    (event,) = events(client.get("/agenda/pasar-murah/kalender.ics"))
    assert event["rrule"].to_ical() == b"FREQ=WEEKLY;UNTIL=20310607T165959Z"
    june = client.get("/agenda/bulan/2031-06/").content.decode()
    assert june.count("/agenda/hari/2031-06-07/") >= 1
    assert "/agenda/hari/2031-06-14/" not in june


def test_a_draft_is_nowhere(client: Client, draft: Happening) -> None:
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert "Pasar murah" not in client.get("/agenda/bulan/2031-05/").content.decode()
    assert events_or_none(client.get("/agenda/kalender.ics")) == []


def events_or_none(answer: Any) -> list[Any]:
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_month_asks_little_however_full_it_is(client: Client, fitri: Person, rahmat: Person) -> None:
    for n in range(8):
        out(actions.begin({**SAID, "title": f"Kegiatan {n}"}, by=fitri), by=fitri, reviewer=rahmat)
    with CaptureQueriesContext(connection) as seen:
        client.get("/agenda/bulan/2031-05/")
    assert len(seen) <= 7


def test_the_desk_works_in_the_browser(client: Client, fitri: Person, sari: Person) -> None:
    client.force_login(fitri)
    typed = {"title": "Donor darah", "starts_at": "2031-05-03T08:00", "ends_at": "2031-05-03T07:00", "place": "PMI",
             "organiser": "PMI", "body": "Sarapan dahulu."}  # fmt: skip
    answer = client.post("/meja/agenda/baru/mulai/", typed)
    assert answer.status_code == 422
    assert "Sarapan dahulu." in answer.content.decode()
    answer = client.post("/meja/agenda/baru/mulai/", {**typed, "ends_at": "2031-05-03T11:00"})
    happening = Happening.objects.get()
    assert answer["Location"] == happening.desk_url
    assert now(happening).head.starts_at == datetime(2031, 5, 3, 8, 0, tzinfo=WIB)
    assert client.get(f"{happening.desk_url}sunting/").status_code == 200
    assert client.post(f"{happening.desk_url}kirim/").status_code == 303
    client.force_login(sari)
    assert client.get(happening.desk_url).status_code == 404
    assert client.get("/meja/agenda/").status_code == 404


def test_what_comes_next_leaves_out_what_is_cancelled(fitri: Person, rahmat: Person) -> None:
    kept = out(actions.begin(soon(), by=fitri), by=fitri, reviewer=rahmat)
    off = out(actions.begin({**soon(24), "title": "Batal"}, by=fitri), by=fitri, reviewer=rahmat)
    actions.cancel(off, reason="Hujan.", by=rahmat)
    assert [time.of.pk for time in queries.next_times()] == [kept.pk]


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(WIB))


@settings(deadline=None)
@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=4)), st.none() | st.integers(0, 400))
def test_every_time_of_a_happening_is_as_long_as_the_first(
    starts: datetime, lasts: timedelta, weeks: int | None
) -> None:
    until = None if weeks is None else starts.date() + timedelta(days=weeks)
    said = SimpleNamespace(starts_at=starts, ends_at=starts + lasts, weekly_until=until)
    found = list(methods.times(said))
    assert found[0] == (starts, starts + lasts)
    assert all(end - begin == lasts for begin, end in found)
    assert all(b[0] - a[0] == timedelta(days=7) for a, b in itertools.pairwise(found))
    assert methods.last_end(said) == found[-1][1]


@settings(deadline=None)
@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)))
def test_every_day_stands_once_on_the_sheet_of_its_month(day: date) -> None:
    month = methods.Month(day.replace(day=1))
    days = [each for week in month.weeks({day}) for each, is_here, _busy in week if is_here]
    assert days.count(day) == 1
    assert (month.next.before, methods.Month.read(month.key)) == (month, month)


def test_a_day_at_the_end_of_time_is_no_page(client: Client, db: None) -> None:
    assert client.get("/agenda/hari/9999-12-31/").status_code == 404
    assert client.get("/agenda/hari/2026-12-01/").status_code == 200


def test_a_mistyped_year_goes_back_to_the_writer(client: Client, fitri: Person) -> None:
    client.force_login(fitri)
    said = SAID | {"starts_at": "0001-01-01T00:00", "ends_at": "0001-01-01T00:00"}
    answer = client.post("/meja/agenda/baru/mulai/", said)
    assert answer.status_code == 422
    assert "2000–2100" in answer.content.decode()
    long = SAID | {"starts_at": "2026-12-01T00:00", "ends_at": "2099-12-01T00:00"}
    assert "paling lama setahun" in client.post("/meja/agenda/baru/mulai/", long).content.decode()
