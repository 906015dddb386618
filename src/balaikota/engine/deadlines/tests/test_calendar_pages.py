"""The calendar's pages: everybody reads, its keeper changes, and sees first what would move."""

from datetime import date

import pytest
from django.test import Client

from balaikota.engine.deadlines import actions, contract, queries
from balaikota.engine.deadlines.contract import Effect
from balaikota.engine.deadlines.models import Holiday
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db
NEW = {"on": "2026-12-28", "name": "Libur daerah", "kind": "libur_daerah", "source": "SK Wali Kota 1/2026"}


@pytest.fixture(autouse=True)
def _holidays(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.load_holidays()
    monkeypatch.setattr(contract, "_foresights", [lambda day, calendar: Effect(12, 3)])


def test_everybody_reads_the_calendar_and_nobody_is_offered_its_buttons(client: Client, sari: Person) -> None:
    for _ in range(2):
        page = client.get("/kalender-kerja/2026/").content.decode()
        assert "25 Desember 2026" in page
        assert "<h1>Kalender kerja 2026</h1>" in page
        assert "Tambah hari libur" not in page
        assert "Cabut" not in page
        client.force_login(sari)
    assert client.get("/kalender-kerja/2027/").status_code == 200
    assert client.get("/kalender-kerja/1800/").status_code == 404


def test_the_keeper_sees_what_moves_before_adding(client: Client, hasan: Person) -> None:
    client.force_login(hasan)
    page = client.get("/kalender-kerja/tambah/", NEW).content.decode()
    assert "12 permohonan terbuka bergeser" in page
    assert "3 di antaranya langsung terlambat" in page
    assert not Holiday.objects.filter(on=date(2026, 12, 28)).exists()
    assert client.post("/kalender-kerja/tambah/simpan/", NEW).status_code == 303
    assert queries.is_off(date(2026, 12, 28))
    assert client.post("/kalender-kerja/tambah/simpan/", NEW).status_code == 409
    assert client.post("/kalender-kerja/tambah/simpan/", {"on": "besok"}).status_code == 422


def test_the_keeper_withdraws_after_seeing_the_effect(client: Client, hasan: Person) -> None:
    client.force_login(hasan)
    eve = queries.standing().get(on=date(2026, 12, 24))
    assert "12 permohonan" in client.get(f"/kalender-kerja/libur/{eve.pk}/").content.decode()
    assert client.post(f"/kalender-kerja/libur/{eve.pk}/cabut/").status_code == 303
    assert queries.is_working(date(2026, 12, 24))
    assert client.post(f"/kalender-kerja/libur/{eve.pk}/cabut/").status_code == 404


def test_nobody_else_changes_it(client: Client, sari: Person, wulan: Person, ratna: Person) -> None:
    eve = queries.standing().get(on=date(2026, 12, 24))
    for who in (None, sari, wulan, ratna):
        if who is not None:
            client.force_login(who)
        assert client.get("/kalender-kerja/tambah/", NEW).status_code in (302, 404)
        for place in ("tambah/simpan/", f"libur/{eve.pk}/cabut/"):
            assert client.post(f"/kalender-kerja/{place}", NEW).status_code in (302, 404)
        client.logout()
    assert Holiday.objects.filter(withdrawn_at=None).count() == 51
