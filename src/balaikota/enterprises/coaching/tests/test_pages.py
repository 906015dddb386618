"""What owner and coach see and send."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from balaikota.enterprises.coaching import actions, queries
from balaikota.enterprises.coaching.models import Agreement, Coach, Mentoring, Session
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import queries as photos
from balaikota.foundation.pictures.tests.conftest import a_photo, a_street


@pytest.fixture
def coached(keripik: Enterprise, lina: Person, tono: Person) -> Mentoring:
    actions.set_up(lina, ["produksi"], [], 5, by=lina)
    Enterprise.objects.filter(pk=keripik.pk).update(lat=3.58, lon=98.67)
    return actions.request(keripik, "produksi", by=tono)


def url(name: str, *args: object) -> str:
    return reverse(f"coaching:{name}", args=args)


def test_a_coach_fills_in_the_profile_plans_holds_and_sees_the_day(
    client: Client, keripik: Enterprise, lina: Person, tono: Person
) -> None:
    client.force_login(lina)
    assert "Isi dahulu bidang" in client.get(url("day")).content.decode()
    wrong = client.post(
        url("profile"), {"fields_known": ["produksi"], "weekly_cap": "3", "paused_from": "2026-12-01"}
    )
    assert wrong.status_code == 422
    assert client.post(url("profile"), {"fields_known": ["produksi"], "weekly_cap": "3"}).status_code == 303
    assert Coach.objects.get().person == lina
    client.force_login(tono)
    assert client.post(url("request", keripik.number), {"field": "produksi"}).status_code == 303
    client.force_login(lina)
    day = timezone.localdate() + timedelta(days=1)
    told = {"kind": "visit", "on": day.isoformat(), "time": "09:00"}
    assert client.post(url("plan", keripik.number), told).status_code == 303
    page = client.get(url("day"), {"hari": day.isoformat()}).content.decode()
    assert "09.00 Keripik Tono" in page
    assert client.get(url("day"), {"hari": "2026-13-45"}).status_code == 200


def test_minutes_with_a_fault_lose_nothing(client: Client, coached: Mentoring, lina: Person) -> None:
    session = actions.plan(coached, "visit", timezone.now() + timedelta(hours=2), by=lina)
    client.force_login(lina)
    photo = a_photo(a_street(7, (800, 600)))
    said = {"notes": "Melihat dapur, minyak terlalu panas.", "agreed_1": "Beli termometer", "photos": [photo]}
    wrong = client.post(url("hold", session.pk), said)
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "Beli termometer" in page
    assert "kesepakatan tanpa tanggal" in page
    kept = wrong.context["kept"][0].pk
    said = {k: v for k, v in said.items() if k != "photos"} | {
        "due_1": (timezone.localdate() + timedelta(days=5)).isoformat(), "kept": str(kept)
    }  # fmt: skip
    assert client.post(url("hold", session.pk), said).status_code == 303
    session.refresh_from_db()
    assert session.state == Session.State.HELD
    assert Agreement.objects.get().text == "Beli termometer"
    assert len(photos.of(session)) == 1
    assert client.get(url("session", session.pk)).status_code == 200


def test_the_owner_sees_coach_and_agreements_on_the_business_and_settles(
    client: Client, coached: Mentoring, lina: Person, tono: Person
) -> None:
    row = Agreement.objects.create(mentoring=coached, text="Foto label", due_on=timezone.localdate())
    client.force_login(tono)
    page = client.get(coached.enterprise.get_absolute_url()).content.decode()
    assert lina.name in page
    assert "Foto label" in page
    assert client.post(url("settle", row.pk)).status_code == 303
    assert client.get(url("business", coached.enterprise.number)).status_code == 200


def test_a_neighbour_opens_nothing_of_it(
    client: Client, coached: Mentoring, budi: Person, lina: Person
) -> None:
    session = actions.plan(coached, "visit", timezone.now() + timedelta(hours=2), by=lina)
    row = Agreement.objects.create(mentoring=coached, text="Foto label", due_on=timezone.localdate())
    client.force_login(budi)
    for place in (url("day"), url("business", coached.enterprise.number), url("session", session.pk)):
        assert client.get(place).status_code == 404
    for place in (url("hold", session.pk), url("settle", row.pk), url("plan", coached.enterprise.number)):
        assert client.post(place).status_code == 404


def test_the_manager_sees_loads_and_who_waits(
    client: Client, keripik: Enterprise, tono: Person, rina: Person, django_assert_max_num_queries: object
) -> None:
    actions.request(keripik, "teknologi", by=tono)
    client.force_login(rina)
    page = client.get(url("day")).content.decode()
    assert "Menunggu pendamping" in page
    assert "Keripik Tono" in page
    assert queries.waiting().count() == 1
    client.force_login(rina)
    assert client.post(url("measure", keripik.number), {"measure": "waste"}).status_code == 422


def test_asking_without_a_field_says_so(client: Client, keripik: Enterprise, tono: Person) -> None:
    client.force_login(tono)
    assert client.post(url("request", keripik.number), {"wish": "tolong"}).status_code == 422
