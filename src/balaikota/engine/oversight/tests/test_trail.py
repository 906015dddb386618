"""The auditor sees who opened residents' data, when and what for; nobody else does, and no resident is named."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests import cast

from balaikota.engine.deadlines import queries as deadlines
from balaikota.engine.oversight import methods, queries
from balaikota.foundation.audit import actions as trail
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.audit.models import Event
from balaikota.foundation.people.models import Person
from balaikota.kit.worktime import WIB

pytestmark = pytest.mark.django_db


def looked(officer: Person, resident: Person, purpose: str = "memeriksa permohonan") -> Event:
    return trail.record("people.opened", resident, by=officer, subject=resident, purpose=purpose)


def page(who: Person, url: str) -> str:
    client = Client()
    client.force_login(who)
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_who_looked_most_stands_first_with_what_they_did() -> None:
    wulan, anwar, intan = cast.wulan(), cast.anwar(), cast.intan()
    for resident in (cast.sari(), cast.budi()):
        looked(wulan, resident)
    for _again in range(5):
        looked(anwar, cast.sari())
    first, second = queries.readers(30)
    assert (first.name, first.residents, first.looks) == (wulan.name, 2, 2)
    assert (second.name, second.residents, second.looks) == (anwar.name, 1, 5)
    assert first.posts == wulan.tenures.get().post.title
    shown = page(intan, "/jejak/")
    assert shown.index(wulan.name) < shown.index(anwar.name)
    assert f"/jejak/{wulan.pk}/?hari=30" in shown


def test_own_data_the_clock_and_residents_are_left_out() -> None:
    sari, wulan = cast.sari(), cast.wulan()
    looked(wulan, wulan)
    looked(sari, cast.budi())
    trail.record("people.opened", sari, by=None, subject=sari)
    assert queries.readers(90) == []
    assert "Tidak ada data warga yang dibuka" in page(cast.intan(), "/jejak/?hari=90")


def test_a_partner_counts_as_one_who_looks() -> None:
    sari = cast.sari()
    trail.record("partners.opened", sari, by=None, subject=sari, partner="BPJS contoh")
    (reader,) = queries.readers(7)
    assert (reader.name, reader.person, reader.looks) == ("BPJS contoh", None, 1)


@pytest.mark.parametrize("who", ["sari", "wulan", "ratna", "hasan", "mega"])
def test_for_others_the_trail_is_not_there(client: Client, who: str) -> None:
    looked(cast.wulan(), cast.sari())
    client.force_login(getattr(cast, who)())
    for url in ("/jejak/", f"/jejak/{cast.wulan().pk}/", f"/jejak/{cast.wulan().pk}/unduh/"):
        assert client.get(url).status_code == 404


def test_an_officers_looks_name_no_resident_and_tell_one_from_another(client: Client) -> None:
    wulan, sari, budi = cast.wulan(), cast.sari(), cast.budi()
    looked(wulan, sari, "memeriksa permohonan")
    looked(wulan, budi, "=1+1")
    shown = page(cast.intan(), f"/jejak/{wulan.pk}/")
    assert methods.mark_of(sari.pk) in shown
    assert methods.mark_of(sari.pk) != methods.mark_of(budi.pk)
    client.force_login(cast.intan())
    rows = list(csv.reader(io.StringIO(client.get(f"/jejak/{wulan.pk}/unduh/").content.decode())))
    assert [row[2] for row in rows[1:]] == ["'=1+1", "memeriksa permohonan"]
    for text in (shown, str(rows)):
        assert sari.name not in text
        assert budi.name not in text


def test_a_resident_has_no_page_here(client: Client) -> None:
    client.force_login(cast.intan())
    assert client.get(f"/jejak/{cast.sari().pk}/").status_code == 404


def test_the_officer_sees_that_the_auditor_looked() -> None:
    wulan, intan = cast.wulan(), cast.intan()
    page(intan, f"/jejak/{wulan.pk}/?hari=abc&sebelum=99999999999999999999")
    (look,) = audit.looked_at(wulan)
    assert (look.by, look.name) == (intan, "oversight.opened")
    assert "memeriksa jejak" in page(wulan, "/akun/siapa-membuka/")
    assert queries.readers(90) == []


def test_older_looks_stand_on_the_next_page() -> None:
    wulan, sari = cast.wulan(), cast.sari()
    events = [looked(wulan, sari, f"tujuan {number}") for number in range(5)]
    first = queries.looks_of(wulan, 7, most=3)
    assert [look.event for look in first.rows] == events[:1:-1]
    second = queries.looks_of(wulan, 7, before=first.next_url.rpartition("=")[2], most=3)
    assert [look.event for look in second.rows] == events[1::-1]
    assert second.next_url == ""


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.lists(st.integers(0, 89 * 24 * 60), min_size=1, max_size=12))
def test_the_database_and_the_page_agree_on_what_is_outside_working_hours(
    db: None, minutes: list[int]
) -> None:
    wulan, sari, now = cast.wulan(), cast.sari(), timezone.now()
    before = {reader.name: (reader.looks, reader.outside) for reader in queries.readers(90)}.get(
        wulan.name, (0, 0)
    )
    for minute in minutes:
        Event.objects.create(
            name="people.opened", at=now - timedelta(minutes=minute), by=wulan, subject=sari, capacity="Verifikator",
            about_type="people.person", about_id=str(sari.pk),
        )  # fmt: skip
    (reader,) = queries.readers(90)
    is_working = deadlines.calendar()
    outside = sum(methods.is_outside(now - timedelta(minutes=minute), is_working) for minute in minutes)
    assert (reader.looks - before[0], reader.outside - before[1]) == (len(minutes), outside)


@pytest.mark.parametrize(
    ("moment", "is_outside"),
    [("2026-12-01 06:59", True), ("2026-12-01 07:00", False), ("2026-12-01 17:59", False), ("2026-12-01 18:00", True),
     ("2026-12-05 10:00", True), ("2026-12-25 10:00", True)],
)  # fmt: skip
def test_early_late_and_on_days_off_is_outside(moment: str, is_outside: bool) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=WIB)
    assert (
        methods.is_outside(at, lambda day: day.weekday() < 5 and (day.month, day.day) != (12, 25))
        == is_outside
    )


def test_the_list_costs_the_same_however_many_looked(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    sari, intan = cast.sari(), cast.intan()
    for who in ("wulan", "anwar", "ratna", "dewi", "lina", "joko"):
        looked(getattr(cast, who)(), sari)
    page(intan, "/jejak/")
    client = Client()
    client.force_login(intan)
    with django_assert_max_num_queries(12):
        assert client.get("/jejak/").content.decode().count('?hari=30"') >= 6
