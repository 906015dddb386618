"""The ledger: what counts, floors and ceilings, outside trainings with their proof, and who may read it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.foundation.files import queries as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.people.contract import parts
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.training.classes.tests.city import a_servant
from balaikota.training.courses.models import Version
from balaikota.training.ledger import actions, methods, queries
from balaikota.training.ledger.models import Outside
from balaikota.training.servants import actions as servants

TODAY = date(2026, 11, 29)


def reported(person: Person, *, jp: int = 20, days_ago: int = 0) -> Outside:
    ended = timezone.localdate() - timedelta(days=days_ago)
    facts = {
        "name": "Manajemen risiko", "organiser": "Balai contoh", "form": "pelatihan",
        "begins_on": ended, "ends_on": ended, "minutes": Decimal(jp * 45),
    }  # fmt: skip
    proof = StoredFile.objects.get(pk=cast.a_file(person))
    return actions.report(facts, proof, by=person)


def test_twenty_jp_are_a_floor_for_pns_and_24_a_ceiling_for_pppk() -> None:
    nineteen, twenty, over = (Decimal(each) * 45 for each in ("19.99", "20", "24.01"))
    assert methods.year([nineteen], "pns", TODAY).word == "short"
    assert methods.year([twenty], "pns", TODAY).word == "met"
    assert methods.year([over], "pns", TODAY).word == "met"
    assert methods.year([twenty], "pppk", TODAY).word == "met"
    assert methods.year([over], "pppk", TODAY).word == "over"
    assert methods.year([over], "", TODAY).word == ""


def test_a_year_before_the_law_has_no_floor() -> None:
    assert methods.entitlement("pns", date(2016, 12, 31)) is None


minutes = st.lists(st.decimals(min_value=0, max_value=5_000, places=1), max_size=15)


@given(minutes)
def test_sessions_are_added_before_anything_is_rounded(taken: list[Decimal]) -> None:
    year = methods.year(taken, "pns", TODAY)
    assert year.minutes == sum(taken, Decimal(0))
    assert abs(year.jp - year.minutes / 45) <= Decimal("0.005")
    assert (year.word == "short") == (year.minutes < 900)
    assert year.lacks >= 0


@given(minutes)
def test_siasn_is_never_told_more_than_was_taught(taken: list[Decimal]) -> None:
    whole = sum(taken, Decimal(0))
    assert methods.jumlah_jam(whole) * 45 <= whole < (methods.jumlah_jam(whole) + 1) * 45


def test_siasn_takes_26_of_26_and_a_half() -> None:
    assert methods.jumlah_jam(Decimal("1192.5")) == 26


def test_an_outside_training_counts_once_somebody_else_checked_it(version: Version, nurul: Person) -> None:
    person = a_servant(1)
    servants.describe(person, jenis="pns", by=nurul)
    row = reported(person)
    assert queries.own_year(person).minutes == 0
    own = reported(nurul)
    with pytest.raises(Refusal):
        actions.accept(own, by=nurul)
    with pytest.raises(Refusal, match="alasan"):
        actions.refuse(row, "", by=nurul)
    actions.accept(row, by=nurul)
    cast.run_jobs()
    assert (queries.own_year(person).word, queries.own_year(person).jp) == ("met", Decimal("20.00"))
    with pytest.raises(Refusal):
        actions.accept(row, by=nurul)
    assert len(files.of(row)) == 1
    assert queries.may_open_file(person, str(row.pk))
    assert queries.may_open_file(nurul, str(row.pk))
    assert not queries.may_open_file(cast.budi(), str(row.pk))


def test_last_years_training_does_not_count_this_year(version: Version, nurul: Person) -> None:
    person = a_servant(1)
    actions.accept(reported(person, days_ago=400), by=nurul)
    assert queries.own_year(person).minutes == 0
    assert len(queries.entries(person)) == 1


def test_a_nip_is_checked_and_sealed(nurul: Person, ratna: Person) -> None:
    person = a_servant(1)
    with pytest.raises(Refusal, match="18 angka"):
        servants.describe(person, jenis="pns", nip="19901312", by=nurul)
    with pytest.raises(Refusal):
        servants.describe(person, jenis="pns", by=ratna)
    row = servants.describe(person, jenis="pns", nip="19900112 201503 1 002", by=nurul)
    assert row.nip == "199001122015031002"


def test_a_head_sees_their_own_unit_and_who_lacks_most_first(
    client: Client, nurul: Person, ratna: Person
) -> None:
    first, second, stranger = a_servant(1), a_servant(2), a_servant(3, "umkm")
    for each in (first, second):
        servants.describe(each, jenis="pns", by=nurul)
    actions.accept(reported(first, jp=8), by=nurul)
    (unit,) = queries.units(ratna)
    names = [row.person.name for row in unit.rows]
    assert names[:2] == [second.name, first.name]
    assert stranger.name not in names
    client.force_login(ratna)
    assert "kurang 12" in client.get(reverse("ledger:unit")).content.decode()
    client.force_login(first)
    assert client.get(reverse("ledger:unit")).status_code == 404


def test_one_reports_on_ones_own_page(client: Client, version: Version, nurul: Person) -> None:
    person, today = a_servant(1), timezone.localdate().isoformat()
    client.force_login(person)
    said = {
        "name": "Seminar data", "organiser": "Balai", "form": "seminar", "begins_on": today, "ends_on": today,
        "jp": "banyak", "number": "",
    }  # fmt: skip
    wrong = client.post(reverse("ledger:report"), said | {"proof": cast.a_pdf()})
    assert wrong.status_code == 422
    assert "Seminar data" in wrong.content.decode()
    assert (
        client.post(reverse("ledger:report"), said | {"jp": "2,5", "proof": cast.a_pdf()}).status_code == 303
    )
    assert "menunggu diperiksa" in client.get(reverse("ledger:mine")).content.decode()
    row = Outside.objects.get()
    assert row.minutes == Decimal("112.5")
    client.force_login(nurul)
    assert "Seminar data" in client.get(reverse("ledger:outside")).content.decode()
    assert client.post(reverse("ledger:refuse", args=[row.pk]), {}).status_code == 422
    assert client.post(reverse("ledger:accept", args=[row.pk])).status_code == 303
    assert client.get(reverse("ledger:everybody")).status_code == 200
    form = reverse("ledger:servant", args=[person.pk])
    assert client.get(form).status_code == 200
    assert client.post(f"{form}catat/", {"jenis": "pns", "nip": "1"}).status_code == 422
    assert client.post(f"{form}catat/", {"jenis": "pns", "nip": ""}).status_code == 303
    client.force_login(person)
    assert "2.50 JP" in client.get(reverse("ledger:mine")).content.decode().replace("2,50", "2.50")


def test_it_stands_at_home(version: Version) -> None:
    part = next(each for each in parts() if each.slug == "pelatihan")
    assert part.items(a_servant(1)) == []
