"""The effect of an innovation is found in the case records alone."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.utils import timezone
from tests import cast

from balaikota.engine.cases.models import Case, Outcome
from balaikota.engine.catalogue.models import Edition
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person, Shdk, StatusKawin
from balaikota.foundation.regions.models import Region
from balaikota.innovation.evidence import actions, methods, queries

pytestmark = pytest.mark.django_db
SERVICE = """
code = "kutipan"
name = "Kutipan"
summary = "Kutipan."
who = "Warga"
desk = "dukcapil"
number_prefix = "KTP"
public = true
law = ["UU 24/2013"]
output = "Kutipan"
[limit]
hours = 24
basis = "uji"
confidence = "low"
[[steps]]
name = "putusan"
label = "Putusan"
duty = "decide"
[[pages]]
name = "isi"
title = "Isi"
[[questions]]
page = "isi"
name = "nama"
kind = "text"
label = "Nama"
required = true
[example]
nama = "Melati"
"""
MONTHS = methods.months("2024-05", "2026-10")


@pytest.fixture
def edition() -> Edition:
    slug = cast.a_service(SERVICE)
    return Edition.objects.select_related("service__desk").get(service__slug=slug)


def living_in(place: int) -> Person:
    """Somebody with a family card in the kelurahan of this number, since long ago."""
    district = cast.a_kelurahan().parent
    code = f"12.71.01.{1001 + place}"
    region, _ = Region.objects.get_or_create(
        code=code, defaults={"level": 4, "name": f"Aur {place}", "parent": district}
    )
    person = people.record_person(name=f"Warga {place}", by=None, is_sample=True)
    kk = people.make_household(
        nomor_kk=f"12710112031899{91 + place % 8:02d}"[:12] + f"{9000 + place:04d}", alamat="Jl. Contoh", by=None,
        kelurahan_code=region.code, is_sample=True,
    )  # fmt: skip
    since = date(2018, 3, 12)
    state = StatusKawin.BELUM_KAWIN
    people.join_household(kk, person, shdk=Shdk.KEPALA_KELUARGA, status_kawin=state, from_on=since, by=None)
    return person


def closed(
    edition: Edition, person: Person, month: str, days: float, serial: int, outcome: str = Outcome.GRANTED
) -> Case:
    year, number = map(int, month.split("-"))
    at = datetime(year, number, 3 + serial % 20, 10, tzinfo=timezone.get_current_timezone())
    return Case(
        number=f"KTP-{year}-{serial:06d}", edition=edition, desk=edition.service.desk, applicant=person, answers={},
        submitted_at=at - timedelta(days=days), due_at=at, closed_at=at, outcome=outcome, step="",
    )  # fmt: skip


def test_delivered_papers_are_found_to_have_shortened_the_wait_in_the_one_kelurahan(client, edition, sari):
    dice, rows = Random("antar"), []
    residents = [living_in(place) for place in range(13)]
    for place, person in enumerate(residents):
        for at, month in enumerate(MONTHS):
            usual = 9 + 0.2 * place - (4 if place == 0 and at >= 18 else 0) + dice.gauss(0, 0.5)
            rows += [
                closed(edition, person, month, usual + dice.gauss(0, 1), len(rows) + n) for n in range(3)
            ]
    Case.objects.bulk_create(rows)
    review = timezone.localdate()
    said = actions.Said(
        "Antar dokumen", "case_days", "lower", 3, {"12.71.01.1001": MONTHS[18]}, "2027-06", review, service="kutipan",
        first_month=MONTHS[0],
    )  # fmt: skip
    plan = actions.lock(actions.write(said, by=sari), by=sari)
    assert len(plan.beside) == 12
    assert plan.forecast["detectable"] < 4
    found = queries.found_now(plan, today=date(2026, 11, 20))
    assert (found["verdict"], found["design"]) == ("shown", "synthetic")
    assert found["low"] < -4 < found["high"]
    assert found["detail"]["checks"]["place"] == 1


def test_only_granted_cases_count_and_a_month_with_fewer_than_three_is_left_empty(edition):
    person = living_in(0)
    rows = [closed(edition, person, "2026-03", 5, n) for n in range(3)]
    rows += [
        closed(edition, person, "2026-03", 50, 10, Outcome.REFUSED),
        closed(edition, person, "2026-04", 5, 11),
    ]
    Case.objects.bulk_create(rows)
    told = queries.case_days("kutipan", "2026-01", "2026-06")
    assert told == {"12.71.01.1001": {"2026-03": pytest.approx(5)}}
