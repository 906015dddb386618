"""Tono tells of his PIRT, Lina looks at the paper, and he is reminded before it ends."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.enterprises.permits import actions, jobs, queries
from balaikota.enterprises.permits.models import Permit, State
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import contract
from balaikota.enterprises.register.models import Enterprise, Ware
from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

PIRT = "2061275010123-31"


@pytest.fixture
def ware(keripik: Enterprise, tono: Person) -> Ware:
    register.mend(keripik, {}, wares=["Keripik singkong"], by=tono)
    ware = keripik.wares.get()
    actions.classify(ware, "camilan-kering", by=tono)
    return ware


@pytest.fixture
def pirt(ware: Ware, tono: Person) -> Permit:
    ends = timezone.localdate() + timedelta(days=29)
    return actions.tell(ware.enterprise, actions.Told("pirt", PIRT, ware, expires_on=ends), by=tono)


def status(enterprise: Enterprise, kind: str) -> str:
    lines = [line for section in queries.checklist(enterprise) for line in section.lines]
    return next(line.status for line in lines if line.kind.code == kind)


def test_a_permit_counts_once_an_officer_has_seen_it(pirt: Permit, tono: Person, lina: Person) -> None:
    shown = contract.all_evidence()["permit:pirt"].shown
    assert (status(pirt.enterprise, "pirt"), shown(pirt.enterprise)) == ("claimed", "")
    with pytest.raises(Refusal):
        actions.check(pirt, is_right=True, reason="", by=tono)
    actions.check(pirt, is_right=True, reason="", by=lina)
    assert status(pirt.enterprise, "pirt") == "ending"
    assert PIRT in shown(pirt.enterprise)


def test_a_refused_permit_says_why_and_can_be_told_again(pirt: Permit, tono: Person, lina: Person) -> None:
    with pytest.raises(Refusal):
        actions.check(pirt, is_right=False, reason=" ", by=lina)
    actions.check(pirt, is_right=False, reason="Nama di surat lain.", by=lina)
    assert status(pirt.enterprise, "pirt") == "refused"
    again = actions.tell(pirt.enterprise, actions.Told("pirt", PIRT, pirt.ware), by=tono)
    assert (again.pk, again.state) == (pirt.pk, State.CLAIMED)


def test_the_officer_decides_whatever_the_rules_advise(ware: Ware, tono: Person, lina: Person) -> None:
    with pytest.raises(Refusal):
        actions.decide(ware, "pirt", is_needed=False, reason="Titip jual.", by=tono)
    actions.decide(ware, "pirt", is_needed=False, reason="Dijual curah di lapak.", by=lina)
    assert status(ware.enterprise, "pirt") == "not_needed"
    actions.decide(ware, "md", is_needed=True, reason="Disimpan beku.", by=lina)
    assert status(ware.enterprise, "md") == "missing"


def test_all_is_complete_when_every_need_was_seen(ware: Ware, tono: Person, lina: Person) -> None:
    shown = contract.all_evidence()["permits.complete"].shown
    assert contract.all_evidence()["permits.track"].shown(ware.enterprise)
    numbers = {"nib": "1234567890123", "pirt": PIRT, "halal": "ID12345678901234567"}
    for kind, number in numbers.items():
        assert shown(ware.enterprise) == ""
        told = actions.Told(kind, number, None if kind == "nib" else ware)
        actions.check(actions.tell(ware.enterprise, told, by=tono), is_right=True, reason="", by=lina)
    assert shown(ware.enterprise)


def test_owners_are_told_once_before_it_ends(pirt: Permit, tono: Person) -> None:
    for _day in range(2):
        jobs.look_for_endings(timestamp=0)
        cast.run_jobs()
    letters = Message.objects.filter(to=tono, url=queries.url(pirt.enterprise))
    assert [letter.subject.split(" berakhir")[0] for letter in letters] == ["SPP-IRT (PIRT) Keripik singkong"]


# --- pages ----------------------------------------------------------------------------------------


def test_a_wrong_number_is_refused_and_stays_in_its_field(ware: Ware, client: Client, tono: Person) -> None:
    client.force_login(tono)
    address = f"{queries.url(ware.enterprise)}catat/halal/"
    assert client.get(f"{address}?produk={ware.pk}").status_code == 200
    answer = client.post(address, {"number": "KH0001", "ware": ware.pk})
    assert answer.status_code == 422
    assert "nomor fatwa" in answer.content.decode()
    assert 'value="KH0001"' in answer.content.decode()
    assert client.post(address, {"number": "ID12345678901234567", "ware": ware.pk}).status_code == 303
    assert client.post(address, {"number": "ID12345678901234567"}).status_code == 422


def test_the_checklist_says_what_to_bring_where_and_what_it_costs(
    ware: Ware, client: Client, tono: Person
) -> None:
    client.force_login(tono)
    page = client.get(queries.url(ware.enterprise)).content.decode()
    for words in ("BPJPH", "Rp300.000", "daftar bahan yang status halalnya jelas", "belum terverifikasi"):
        assert words in page


def test_an_officer_checks_and_decides_on_the_page(pirt: Permit, client: Client, lina: Person) -> None:
    client.force_login(lina)
    base = queries.url(pirt.enterprise)
    page = client.get(base).content.decode()
    assert "kemasan plastik" in page
    assert "Nomor ini berakhir tahun 2031" in page
    elsewhere = base.replace(pirt.enterprise.number, "UMK-2020-000001")
    assert client.post(f"{elsewhere}{pirt.pk}/periksa/", {"is_right": "ya"}).status_code == 404
    assert client.post(f"{base}{pirt.pk}/periksa/", {"is_right": "tidak"}).status_code == 422
    assert client.post(f"{base}{pirt.pk}/periksa/", {"is_right": "ya"}).status_code == 303
    decided = {"kind": "sni", "is_needed": "ya", "reason": "Mainan."}
    assert client.post(f"{base}produk/{pirt.ware_id}/putusan/", decided | {"reason": ""}).status_code == 422
    assert client.post(f"{base}produk/{pirt.ware_id}/putusan/", decided).status_code == 303


def test_a_stranger_finds_nothing(pirt: Permit, client: Client, budi: Person) -> None:
    client.force_login(budi)
    assert client.get(queries.url(pirt.enterprise)).status_code == 404
    assert (
        client.post(f"{queries.url(pirt.enterprise)}{pirt.pk}/periksa/", {"is_right": "ya"}).status_code
        == 404
    )


def test_the_rules_are_public(client: Client, db: None) -> None:
    page = client.get("/umkm/izin/").content.decode()
    assert "PerBPOM 4/2024" in page
