"""Selection by criteria that stood before; a list that moves by itself; tools never more than there are."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.enterprises.ladder.models import Stay
from balaikota.enterprises.programmes import actions, methods, queries
from balaikota.enterprises.programmes.models import Application, Cohort, State
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise, Source
from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

TODAY = timezone.localdate


def a_cohort(by: Person, quota: int = 1, opened: int = -5) -> Cohort:
    day = TODAY() + timedelta(days=opened)
    told = {
        "name": "Mesin peniris angkatan 1", "about": "Mesin dan pendampingan.", "field": "produksi", "quota": quota,
        "opens_on": day, "closes_on": TODAY() + timedelta(days=3), "starts_on": TODAY() + timedelta(days=10),
        "ends_on": TODAY() + timedelta(days=90),
    }  # fmt: skip
    return actions.publish(told, by=by)


def closed(cohort: Cohort) -> Cohort:
    """As if its last day to apply was yesterday."""
    Cohort.objects.filter(pk=cohort.pk).update(closes_on=TODAY() - timedelta(days=1))
    return Cohort.objects.get(pk=cohort.pk)


@pytest.fixture
def three(city: None, tono: Person, budi: Person, sari: Person) -> list[Enterprise]:
    """With five workers, with two, and one that is no micro or small business."""
    told = ((tono, 5, 90_000_000), (budi, 2, 50_000_000), (sari, 9, 60_000_000_000))
    return [
        register.register(
            register.Entry(
                f"Usaha {by.name}", {"started_year": 2020}, {"workers_male": n, "sales_year": sales}
            ),
            by=by,
        )
        for by, n, sales in told
    ]


@pytest.fixture
def selected(three: list[Enterprise], tono: Person, budi: Person, sari: Person, rina: Person) -> Cohort:
    cohort = a_cohort(rina)
    for enterprise, by in zip(three, (tono, budi, sari), strict=True):
        actions.apply(cohort, enterprise, by=by)
    actions.select(closed(cohort), by=rina)
    return Cohort.objects.get(pk=cohort.pk)


def states(cohort: Cohort) -> list[str]:
    return [row.state for row in queries.applications(cohort)]


def test_the_quota_is_taken_the_next_waits_and_who_lacks_a_must_is_told_which(
    selected: Cohort, sari: Person
) -> None:
    assert states(selected) == [State.TAKEN, State.WAITING, State.UNFIT]
    unfit = queries.applications(selected).get(state=State.UNFIT)
    assert [each["name"] for each in unfit.why if each["is_must"] and not each["is_met"]] == [
        "Usaha mikro atau kecil menurut PP 7/2021"
    ]
    cast.run_jobs()
    assert Message.objects.filter(to=sari, subject__contains="tidak memenuhi syarat").exists()


def test_when_one_withdraws_the_next_moves_up_at_once_and_is_told(
    selected: Cohort, tono: Person, budi: Person
) -> None:
    first, second, _third = queries.applications(selected)
    actions.withdraw(first, by=tono)
    second.refresh_from_db()
    assert second.state == State.TAKEN
    cast.run_jobs()
    assert Message.objects.filter(to=budi, subject__endswith="diterima").exists()


def test_one_who_is_put_out_reads_why_and_only_the_manager_may(
    selected: Cohort, lina: Person, rina: Person, budi: Person
) -> None:
    first = queries.applications(selected)[0]
    for by, reason in ((lina, "Tidak pernah datang"), (budi, "Saya mau"), (rina, "")):
        with pytest.raises(Refusal):
            actions.withdraw(first, reason, by=by)
    actions.withdraw(first, "Alat dijual kembali.", by=rina)
    assert states(selected)[:2] == [State.WITHDRAWN, State.TAKEN]


def test_nobody_is_judged_while_others_may_still_come_and_never_twice(
    three: list[Enterprise], tono: Person, rina: Person, lina: Person
) -> None:
    cohort = a_cohort(rina)
    actions.apply(cohort, three[0], by=tono)
    with pytest.raises(Refusal, match="sudah terdaftar"):
        actions.apply(cohort, three[0], by=tono)
    with pytest.raises(Refusal, match="sesudah pendaftaran ditutup"):
        actions.select(cohort, by=rina)
    cohort = closed(cohort)
    with pytest.raises(Refusal):
        actions.select(cohort, by=lina)
    actions.select(cohort, by=None)
    with pytest.raises(Refusal, match="dijalankan sekali"):
        actions.select(Cohort.objects.get(pk=cohort.pk), by=rina)
    with pytest.raises(Refusal, match="Pendaftaran dibuka"):
        actions.apply(cohort, three[1], by=queries.register.people_of(three[1])[0])


def test_a_cohort_keeps_the_criteria_it_was_published_with(
    rina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.the_desk("umkm")
    cohort = a_cohort(rina)
    before = cohort.criteria
    monkeypatch.setattr(
        methods, "editions", lambda: [{"valid_from": date(2020, 1, 1), "source": "lain", "criteria": []}]
    )
    assert Cohort.objects.get(pk=cohort.pk).criteria == before
    assert before["valid_from"] == "2026-01-01"
    assert before["source"]


def test_completing_takes_a_stage_that_was_climbed(selected: Cohort, rina: Person) -> None:
    first = queries.applications(selected)[0]
    with pytest.raises(Refusal, match="kehadiran saja belum cukup"):
        actions.complete(first, by=rina)
    later = timezone.now() + timedelta(days=20)
    Stay.objects.create(enterprise=first.enterprise, stage="ide", left_at=later, ending="passed")
    actions.complete(first, by=rina)
    assert states(selected)[0] == State.COMPLETED


def test_tools_go_to_those_who_are_in_and_never_more_than_there_are(selected: Cohort, rina: Person) -> None:
    told = {"name": "Peniris minyak", "quantity": 2, "value": 1_500_000, "source": "APBD 2026"}
    tool = actions.stock(selected, told, by=rina)
    first, second, _third = queries.applications(selected)
    receipt = actions.Receipt(2, "Kelompok Melati", "BAST/01/2026", TODAY())
    with pytest.raises(Refusal, match="diterima dalam angkatan"):
        actions.give(tool, second, receipt, by=rina)
    actions.give(tool, first, receipt, by=rina)
    with pytest.raises(Refusal, match="Tersisa 0"):
        actions.give(tool, first, receipt, by=rina)
    assert queries.facts(first.enterprise, TODAY())["years_since_tool"] == 0


def test_an_applicant_sees_points_with_reasons_and_nobody_elses(
    client: Client, selected: Cohort, tono: Person, budi: Person, rina: Person, three: list[Enterprise]
) -> None:
    register.tell_sales(three[0], "2026-10", 5_000_000, source=Source.OWNER)
    client.force_login(budi)
    page = client.get(selected.get_absolute_url()).content.decode()
    assert "urutan 1 di daftar tunggu" in page
    assert "Pekerja, penuh pada lima orang" in page
    assert tono.name not in page
    client.force_login(rina)
    assert tono.name in client.get(selected.get_absolute_url()).content.decode()


def test_a_manager_publishes_in_the_browser_and_an_owner_applies(
    client: Client, three: list[Enterprise], rina: Person, tono: Person, lina: Person
) -> None:
    client.force_login(lina)
    assert client.get(reverse("programmes:new")).status_code == 404
    client.force_login(rina)
    days = [TODAY() + timedelta(days=n) for n in (0, 5, 9, 60)]
    told: dict[str, Any] = {
        "name": "Kemasan baru",
        "about": "Desain kemasan.",
        "field": "pemasaran",
        "quota": 5,
    }
    told |= dict(zip(("opens_on", "closes_on", "starts_on", "ends_on"), map(str, days), strict=True))
    wrong = client.post(reverse("programmes:new"), told | {"starts_on": str(days[0])})
    assert wrong.status_code == 422
    assert "Kemasan baru" in wrong.content.decode()
    assert client.post(reverse("programmes:new"), told).status_code == 303
    client.force_login(tono)
    place = reverse("programmes:apply", args=["kemasan-baru"])
    assert client.post(place, {"usaha": three[1].number}).status_code == 404
    assert client.post(place, {"usaha": three[0].number}).status_code == 303
    assert Application.objects.get().enterprise == three[0]
    client.logout()
    for place in (reverse("programmes:index"), reverse("programmes:criteria"), "/umkm/program/kemasan-baru/"):
        assert client.get(place).status_code == 200


CRITERIA = methods.criteria_on(date(2026, 11, 1))["criteria"]
some_facts = st.fixed_dictionaries(
    {
        "is_running": st.booleans(), "size": st.sampled_from(["mikro", "kecil", "besar", None]),
        "is_coached": st.booleans(), "is_womans": st.booleans(), "years_since_tool": st.none() | st.integers(0, 9),
        "sessions": st.none() | st.integers(0, 99), "sales_months": st.integers(0, 99),
        "workers": st.none() | st.integers(0, 500), "years": st.none() | st.integers(-1, 60),
    }
)  # fmt: skip


@given(st.lists(some_facts, max_size=8))
def test_points_stay_within_a_hundred_and_the_order_follows_them(many: list[dict[str, Any]]) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    entrants = [
        methods.Entrant(n, at + timedelta(minutes=n), methods.judge(CRITERIA, facts))
        for n, facts in enumerate(many)
    ]
    told = methods.ordered(entrants)
    assert all(0 <= each.points <= Decimal(100) for each in entrants)
    assert [(-each.points, each.applied_at) for each in told] == sorted(
        (-each.points, each.applied_at) for each in told
    )
    assert {each.key for each in entrants if each.is_fit} == {each.key for each in told}
