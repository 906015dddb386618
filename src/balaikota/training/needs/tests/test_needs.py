"""Needs: whose they are, what they say, and what suggests them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.training.classes.tests.city import a_servant
from balaikota.training.courses.models import Version
from balaikota.training.ledger import actions as ledger
from balaikota.training.ledger.tests.test_ledger import reported
from balaikota.training.needs import actions, contract, methods, queries
from balaikota.training.needs.contract import Answer
from balaikota.training.needs.models import Need
from balaikota.training.needs.tests.said import SAID, recorded, target, this_year
from balaikota.training.servants import actions as servants


def test_a_head_records_for_their_own_unit_alone(ratna: Person, surya: Person, nurul: Person) -> None:
    row = recorded(ratna)
    assert (row.gap, row.whom, cast.story_of(row)) == (2, "seluruh unit", ["needs.recorded"])
    for other in (surya, nurul):
        with pytest.raises(Refusal, match="kepalanya"):
            recorded(other)
    with pytest.raises(Refusal, match="kepalanya"):
        actions.mend(row, SAID | {"wanted": 4}, by=surya)


def test_the_same_need_is_not_recorded_twice_however_it_is_written(ratna: Person, wulan: Person) -> None:
    row = recorded(ratna, wulan)
    with pytest.raises(Refusal, match="sudah tercatat"):
        recorded(ratna, wulan, subject="  menyusun UKURAN  hasil ")
    recorded(ratna)
    actions.withdraw(row, by=ratna)
    assert recorded(ratna, wulan).pk != row.pk
    ((name, said),) = queries.pack(wulan)
    assert (name, bytes(said).decode().count("subject")) == ("kebutuhan-pelatihan.json", 2)
    assert list(queries.pack(ratna)) == []


def test_what_is_wanted_is_more_than_there_is_and_of_this_year_or_the_next(ratna: Person) -> None:
    with pytest.raises(Refusal, match="lebih tinggi"):
        recorded(ratna, wanted=1)
    with pytest.raises(Refusal, match="tahun depan"):
        actions.record(target(), this_year() - 1, SAID, by=ratna)
    assert actions.record(target(), this_year() + 1, SAID, by=ratna).year == this_year() + 1


def test_a_need_that_an_approved_plan_answers_is_not_changed(
    ratna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = recorded(ratna)
    settled = Answer("Rencana 2026", "disetujui", is_settled=True)
    monkeypatch.setattr(contract, "_answerers", [lambda ids: dict.fromkeys(ids, settled)])
    with pytest.raises(Refusal, match="rencana yang disetujui"):
        actions.withdraw(row, by=ratna)


subjects = st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs")), max_size=60)


@given(subjects)
def test_subjects_are_compared_without_case_and_spaces(subject: str) -> None:
    key = methods.key(subject)
    assert methods.key(key) == key
    assert methods.key(f"  {subject}\t") == key


@given(st.lists(st.tuples(st.sampled_from("ABCab"), st.integers(1, 3), st.sampled_from(methods.ORDER))))
def test_groups_lose_no_need_and_the_most_urgent_come_first(rows: list[tuple[str, int, str]]) -> None:
    needs = [
        Need(subject=subject, key=methods.key(subject), unit_id=unit, urgency=urgency)
        for subject, unit, urgency in rows
    ]
    groups = methods.by_subject(needs)
    assert sorted(str(n.pk) for g in groups for n in g.needs) == sorted(str(n.pk) for n in needs)
    assert len(groups) == len({need.key for need in needs})
    first = [min(methods.ORDER.index(need.urgency) for need in group.needs) for group in groups]
    assert first == sorted(first)


def test_leading_sectors_and_innovations_suggest_with_source_and_date(suggested: None, ratna: Person) -> None:
    sector, innovation = queries.suggestions()
    assert (sector.code, sector.source, sector.as_of, sector.is_verified) == (
        "sektor:G",
        "BPS",
        "2025",
        False,
    )
    assert "3 dari 5 metode" in sector.why
    row = actions.take_up(innovation, target(), this_year(), by=ratna)
    assert (row.gap, row.origin["as_of"], row.origin["source"]) == (None, "2026-10-01", "Disdukcapil")
    assert queries.suggestion("sektor:A") is None


def test_the_lacking_jp_are_asked_of_the_ledger(client: Client, ratna: Person, nurul: Person) -> None:
    person = a_servant(1)
    servants.describe(person, jenis="pns", by=nurul)
    client.force_login(ratna)
    page = client.get(reverse("needs:unit")).content.decode()
    assert "kurang 20,00 JP" in page
    assert "Belum ada kebutuhan tercatat" in page
    assert f'name="year" value="{this_year()}"' in page
    ledger.accept(reported(person, jp=12), by=nurul)
    recorded(ratna, person)
    assert "kurang 8,00 JP tahun ini" in client.get(reverse("needs:unit")).content.decode()


def test_a_head_writes_a_need_and_loses_nothing_when_it_is_refused(
    client: Client, version: Version, ratna: Person, wulan: Person
) -> None:
    client.force_login(ratna)
    said = SAID | {"target": f"person:{wulan.pk}", "year": this_year(), "wanted": 1, "course": ""}
    answer = client.post(reverse("needs:record"), said)
    page = answer.content.decode()
    assert (answer.status_code, "lebih tinggi" in page, "Uji coba tanpa ukuran." in page) == (422, True, True)
    answer = client.post(reverse("needs:record"), said | {"subject": "", "wanted": 2})
    assert answer.status_code == 422
    assert "pilih pelatihannya" in answer.content.decode()
    answer = client.post(
        reverse("needs:record"), said | {"subject": "", "wanted": 2, "course": version.course_id}
    )
    assert answer.status_code == 303
    row = Need.objects.get()
    assert (row.subject, row.person, row.course) == (version.course.name, wulan, version.course)
    assert client.get(row.get_absolute_url()).status_code == 200
    answer = client.post(reverse("needs:mend", args=[row.pk]), SAID | {"course": "", "wanted": 4})
    assert answer.status_code == 303
    assert client.post(reverse("needs:record"), said | {"wanted": 4}).status_code == 422  # the same once more
    client.force_login(wulan)
    assert "Uji coba tanpa ukuran." in client.get(reverse("needs:mine")).content.decode()
    assert client.get(row.get_absolute_url()).status_code == 404


def test_one_click_makes_a_suggestion_a_need(client: Client, suggested: None, ratna: Person) -> None:
    client.force_login(ratna)
    said = {"code": "sektor:G", "year": this_year(), "unit": cast.the_desk().agency.pk}
    answer = client.post(reverse("needs:take_up"), said)
    row = Need.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, row.get_absolute_url())
    assert "BPS" in client.get(row.get_absolute_url()).content.decode()
    assert client.post(reverse("needs:take_up"), said).status_code == 409
    assert client.post(reverse("needs:take_up"), said | {"code": "sektor:A"}).status_code == 422
    elsewhere = cast.the_desk("pelatihan").agency.pk
    assert client.post(reverse("needs:take_up"), said | {"unit": elsewhere}).status_code == 404


def test_the_analysis_asks_as_much_for_many_needs_as_for_few(
    client: Client, suggested: None, nurul: Person, ratna: Person
) -> None:
    client.force_login(nurul)
    asked = []
    for round_ in range(2):
        for number in range(1, 4):
            person = a_servant(round_ * 10 + number)
            for place in range(3):
                recorded(ratna, person, subject=f"Hal {place}")
        with CaptureQueriesContext(connection) as seen:
            page = client.get(reverse("needs:analysis"))
        asked.append(len(seen))
    assert page.status_code == 200
    assert "18 kebutuhan tercatat" in page.content.decode()
    assert asked[0] == asked[1] <= 25
