"""A clinic has so many seats and no more."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from balaikota.enterprises.clinics import actions, queries
from balaikota.enterprises.clinics.models import Clinic
from balaikota.enterprises.coaching import actions as coaching
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal


@pytest.fixture
def clinic(city: None, lina: Person) -> Clinic:
    coaching.set_up(lina, ["pemasaran"], [], 5, by=lina)
    told = {"title": "Foto produk dengan HP", "field": "pemasaran", "place": "Rumah Kemasan", "seats": 1}
    return actions.open_clinic(told | {"at": timezone.now() + timedelta(days=2)}, by=lina)


def test_the_last_seat_goes_to_one_and_comes_back(
    clinic: Clinic, keripik: Enterprise, tono: Person, budi: Person
) -> None:
    other = register.register(register.Entry("Bengkel Budi"), by=budi)
    actions.book(clinic, keripik, by=tono)
    with pytest.raises(Refusal, match="sudah terisi"):
        actions.book(clinic, other, by=budi)
    with pytest.raises(Refusal):
        actions.give_back(clinic, keripik, by=budi)
    actions.give_back(clinic, keripik, by=tono)
    actions.book(clinic, other, by=budi)
    assert [seat.enterprise for seat in queries.seats(clinic)] == [other]


def test_pages_show_names_to_who_holds_it_only(
    client: Client, clinic: Clinic, keripik: Enterprise, tono: Person, lina: Person, budi: Person
) -> None:
    assert client.get(reverse("clinics:index")).status_code == 200
    client.force_login(tono)
    assert (
        client.post(reverse("clinics:book", args=[clinic.pk]), {"usaha": keripik.number}).status_code == 303
    )
    client.force_login(budi)
    assert "Keripik" not in client.get(clinic.get_absolute_url()).content.decode()
    assert client.post(reverse("clinics:hold", args=[clinic.pk])).status_code == 404
    client.force_login(lina)
    (seat,) = queries.seats(clinic)
    hold = reverse("clinics:hold", args=[clinic.pk])
    wrong = client.post(hold, {"came": [str(seat.pk)], "notes": "ya"})
    assert wrong.status_code == 422
    assert "checked" in wrong.content.decode()
    assert client.post(hold, {"came": [str(seat.pk)], "notes": "Sepuluh foto tiap usaha."}).status_code == 303
    seat.refresh_from_db()
    assert seat.came


def test_a_coach_announces_one_in_the_browser(
    client: Client, clinic: Clinic, lina: Person, tono: Person
) -> None:
    client.force_login(tono)
    assert client.get(reverse("clinics:new")).status_code == 404
    client.force_login(lina)
    day = timezone.localdate() + timedelta(days=3)
    told = {
        "title": "Label kemasan",
        "field": "produksi",
        "place": "Kantor",
        "time": "09:00",
        "minutes": 90,
        "seats": 12,
    }
    assert client.post(reverse("clinics:new"), told | {"on": "2020-01-01"}).status_code == 422
    assert client.post(reverse("clinics:new"), told | {"on": day.isoformat()}).status_code == 303
