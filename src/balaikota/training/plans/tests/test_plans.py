"""Year plans: four eyes, versions, sums, and what became of each line."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.foundation.notifications.models import Message
from balaikota.foundation.organisations import actions as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.training.certificates import actions as certificates
from balaikota.training.classes import actions as classes
from balaikota.training.classes.models import Cohort
from balaikota.training.classes.tests.city import Going, a_class, a_meeting, again
from balaikota.training.courses.models import Version
from balaikota.training.evaluation import actions as evaluation
from balaikota.training.evaluation.models import CostKind
from balaikota.training.needs.models import Need
from balaikota.training.needs.tests.said import recorded, this_year
from balaikota.training.plans import actions, methods, queries, rules
from balaikota.training.plans.methods import Realised
from balaikota.training.plans.models import Line, Plan, State


def facts(version: Version, **changed: Any) -> dict[str, Any]:
    return {
        "subject": "Ukuran hasil inovasi", "version": version, "participants": 30, "month": 11, "cost": 26_500_000,
    } | changed  # fmt: skip


@pytest.fixture
def plan(version: Version, nurul: Person, surya: Person, ratna: Person) -> Plan:
    """A draft with one complete line that answers one need."""
    made = actions.draft(this_year(), by=nurul)
    actions.add_line(made, facts(version), [recorded(ratna)], by=nurul)
    return made


def now(plan: Plan) -> Plan:
    return Plan.objects.get(pk=plan.pk)


def approved(plan: Plan, nurul: Person, surya: Person) -> Line:
    actions.submit(plan, by=nurul)
    actions.approve(plan, by=surya)
    return queries.lines(plan)[0]


def test_only_organisers_draft_and_a_year_has_one_plan(plan: Plan, nurul: Person, surya: Person) -> None:
    for other in (surya, cast.ratna()):
        with pytest.raises(Refusal, match="penyelenggara"):
            actions.draft(this_year() + 1, by=other)
    with pytest.raises(Refusal, match="sudah ada"):
        actions.draft(this_year(), by=nurul)


def test_an_incomplete_plan_is_not_submitted_and_says_what_lacks(plan: Plan, nurul: Person) -> None:
    actions.add_line(plan, {"subject": "Menulis proposal"}, by=nurul)
    with pytest.raises(Refusal, match=r"Menulis proposal.*kurikulum, jumlah peserta, bulan, perkiraan biaya"):
        actions.submit(plan, by=nurul)
    empty = actions.draft(this_year() + 1, by=nurul)
    with pytest.raises(Refusal, match="satu baris pun"):
        actions.submit(empty, by=nurul)


def test_whoever_leads_the_agency_approves_and_is_told(plan: Plan, nurul: Person, surya: Person) -> None:
    actions.submit(plan, by=nurul)
    cast.run_jobs()
    assert Message.objects.filter(to=surya).count() == 1
    for other in (nurul, cast.ratna()):
        with pytest.raises(Refusal, match="kepala instansi"):
            actions.approve(plan, by=other)
    actions.approve(plan, by=surya)
    cast.run_jobs()
    assert (now(plan).state, now(plan).approved_by) == (State.APPROVED, surya)
    assert Message.objects.filter(to=nurul).count() == 1


def test_a_head_who_wrote_one_line_does_not_approve(
    plan: Plan, version: Version, nurul: Person, surya: Person
) -> None:
    post = organisations.create_post(cast.the_desk("pelatihan"), "rangkap", "Rangkap", [Duty.TRAIN])
    organisations.appoint(surya, post, from_on=cast.APPOINTED)
    both = Person.objects.get(pk=surya.pk)
    actions.add_line(plan, facts(version, subject="Satu lagi"), by=both)
    actions.submit(plan, by=nurul)
    with pytest.raises(Refusal, match="empat mata"):
        actions.approve(plan, by=both)
    assert now(plan).state == State.SUBMITTED


def test_what_was_sent_back_is_written_again(
    plan: Plan, version: Version, nurul: Person, surya: Person
) -> None:
    actions.submit(plan, by=nurul)
    with pytest.raises(Refusal, match="tidak berubah lagi"):
        actions.add_line(plan, facts(version), by=nurul)
    with pytest.raises(Refusal, match="apa yang perlu diubah"):
        actions.send_back(plan, " ", by=surya)
    actions.send_back(plan, "Terlalu mahal.", by=surya)
    assert (now(plan).state, now(plan).note) == (State.DRAFT, "Terlalu mahal.")
    actions.drop_line(queries.lines(plan)[0], by=nurul)
    assert queries.lines(plan) == []


verbs = st.lists(st.sampled_from([State.DRAFT, State.SUBMITTED, State.APPROVED]), max_size=12)


@given(verbs)
def test_no_way_leads_out_of_approved_and_none_past_submitted(wanted: list[State]) -> None:
    plan, seen = Plan(), [State.DRAFT]
    for to in wanted:
        if rules.may_turn(plan, to):
            plan.state = to
            seen.append(to)
    assert State.APPROVED not in seen[:-1]
    if seen[-1] == State.APPROVED:
        assert seen[-2] == State.SUBMITTED


lines = st.lists(
    st.tuples(st.none() | st.integers(1, 500), st.none() | st.integers(0, 10**12), st.integers(0, 3))
)


@given(lines)
def test_a_plan_costs_what_its_lines_cost(told: list[tuple[int | None, int | None, int]]) -> None:
    minutes: dict[Any, Decimal] = {1: Decimal("1192.5"), 2: Decimal(45), 3: Decimal(90)}
    rows = [Line(participants=people, cost=cost, version_id=version) for people, cost, version in told]  # type: ignore[misc]
    half = len(rows) // 2
    whole, first, rest = (methods.planned(part, minutes) for part in (rows, rows[:half], rows[half:]))
    assert whole.cost == sum(cost or 0 for _p, cost, _v in told) == first.cost + rest.cost
    assert whole.participants == first.participants + rest.participants
    assert abs(whole.jp - first.jp - rest.jp) <= Decimal("0.0002")


came = st.builds(
    Realised, st.integers(0, 9), st.integers(0, 99), st.integers(0, 99), st.just(Decimal(90)), st.integers(0)
)


@given(st.lists(came), st.lists(came))
def test_what_came_of_lines_adds_up_in_any_order(some: list[Realised], others: list[Realised]) -> None:
    assert methods.realised(some) + methods.realised(others) == methods.realised([*others, *some])


def test_classes_are_named_in_roman_numbers() -> None:
    assert [methods.batch(n).split()[1] for n in (1, 3, 4, 9, 14, 29)] == [
        "I",
        "III",
        "IV",
        "IX",
        "XIV",
        "XXIX",
    ]


def test_a_revision_keeps_the_approved_version_and_its_classes(
    plan: Plan, version: Version, nurul: Person, surya: Person
) -> None:
    line = approved(plan, nurul, surya)
    cohort = actions.open_class(line, by=nurul)
    with pytest.raises(Refusal, match="mengapa"):
        actions.revise(plan, "", by=nurul)
    second = actions.revise(plan, "Harga naik", by=nurul)
    (copy,) = queries.lines(second)
    assert (copy.root, copy.pk != line.pk, len(copy.answered)) == (line.root, True, 1)
    actions.mend_line(copy, {"cost": 30_000_000}, copy.answered, by=nurul)
    assert queries.lines(plan)[0].cost == 26_500_000
    with pytest.raises(Refusal, match="terbaru"):
        actions.revise(plan, "Sekali lagi", by=nurul)
    actions.submit(second, by=nurul)
    actions.approve(second, by=surya)
    (row,), _planned, sums = queries.rows_of(second)
    assert ([each.pk for each in row.cohorts], sums.classes) == ([cohort.pk], 1)
    with pytest.raises(Refusal, match="masih berlaku"):
        actions.open_class(line, by=nurul)


def test_one_click_makes_the_draft_of_a_class(
    plan: Plan, version: Version, nurul: Person, surya: Person
) -> None:
    (line,) = queries.lines(plan)
    with pytest.raises(Refusal, match="disetujui"):
        actions.open_class(line, by=nurul)
    line = approved(plan, nurul, surya)
    cohort = actions.open_class(line, by=nurul)
    assert (cohort.version, cohort.quota, cohort.name, cohort.stage) == (version, 30, "Angkatan I", "rencana")
    assert queries.line_of(cohort) == line
    with pytest.raises(Refusal, match=cohort.number):
        actions.open_class(line, by=nurul)
    classes.add_session(cohort, a_meeting(3), by=nurul)
    with pytest.raises(Refusal, match="tempat"):
        classes.announce(cohort, by=nurul)
    classes.mend(cohort, {"place": "Aula", "nominate_until": timezone.localdate()}, by=nurul)
    classes.announce(Cohort.objects.get(pk=cohort.pk), by=nurul)
    (told,) = queries.answers([line.answered[0].pk]).values()
    assert (told.is_settled, [each.number for each in told.classes]) == (True, [cohort.number])
    with pytest.raises(Refusal, match="sudah diumumkan"):
        classes.mend(cohort, {"place": "Lain"}, by=nurul)
    assert actions.open_class(line, by=nurul).name == "Angkatan II"


def test_a_plan_shows_what_became_of_each_line(
    plan: Plan, nurul: Person, surya: Person, finished: Going
) -> None:
    line = approved(plan, nurul, surya)
    actions.attach(line, finished.cohort, by=nurul)
    with pytest.raises(Refusal, match="sudah berasal"):
        actions.attach(line, finished.cohort, by=nurul)
    certificates.judge(finished.cohort, by=nurul)
    certificates.issue(finished.cohort, by=nurul)
    cost = evaluation.plan_cost(again(finished.cohort), CostKind.FOOD, "Konsumsi", 2_000_000, by=nurul)
    (row,), _planned, _came = queries.rows_of(plan)
    assert (row.came.enrolled, row.came.passed, row.came.spent, row.came.is_counted) == (4, 2, 0, False)
    evaluation.note_spent(cost, 1_900_000, "SPJ-1", by=nurul)
    (row,), planned, sums = queries.rows_of(plan)
    assert (sums.spent, sums.is_counted, planned.cost) == (1_900_000, True, 26_500_000)
    assert sums.jp == 2 * Decimal(12 * 60) / 45  # two certificates of three sessions of four hours


def test_needs_no_line_answers_are_listed_and_one_click_makes_them_a_line(
    client: Client, plan: Plan, version: Version, nurul: Person, ratna: Person, wulan: Person
) -> None:
    for person in (wulan, cast.anwar()):
        recorded(ratna, person, subject="Menulis proposal", course=version.course)
    client.force_login(nurul)
    address = reverse("plans:plan", args=[this_year()])
    assert "Jadikan baris rencana" in client.get(address).content.decode()
    wanted = [str(need.pk) for need in Need.objects.filter(subject="Menulis proposal")]
    answer = client.post(reverse("plans:answer", args=[this_year()]), {"need": wanted})
    line = Line.objects.get(subject="Menulis proposal")
    assert answer["Location"] == line.get_absolute_url()
    assert (line.participants, line.version, line.needs.count()) == (2, version, 2)
    assert "Setiap kebutuhan" in client.get(address).content.decode()
    assert "Menulis proposal (Rencana" in client.get(reverse("needs:analysis")).content.decode()
    assert client.post(reverse("plans:answer", args=[this_year()]), {}).status_code == 422


def test_a_suggestion_becomes_a_line_of_a_year_that_has_no_plan_yet(
    client: Client, suggested: None, version: Version, nurul: Person
) -> None:
    client.force_login(nurul)
    year = this_year() + 1
    assert "Susun rencana" in client.get(reverse("plans:plan", args=[year])).content.decode()
    assert client.post(reverse("plans:take_up", args=[year]), {"code": "sektor:Z"}).status_code == 422
    answer = client.post(reverse("plans:take_up", args=[year]), {"code": "sektor:G"})
    line = Line.objects.get()
    assert (answer.status_code, line.sector["name"], line.origin["as_of"]) == (303, "Perdagangan", "2025")
    page = client.get(reverse("plans:plan", args=[year])).content.decode()
    assert "belum menyebut kurikulum" in page
    said = {"version": version.pk, "subject": "Inovasi dagang", "participants": 20, "month": 3, "sector": "G"}
    answer = client.post(reverse("plans:mend_line", args=[line.pk]), said | {"cost": "banyak"})
    assert (answer.status_code, "Inovasi dagang" in answer.content.decode()) == (422, True)
    answer = client.post(reverse("plans:mend_line", args=[line.pk]), said | {"cost": "45 juta"})
    assert (answer.status_code, Line.objects.get().cost) == (303, 45_000_000)


def test_the_head_reads_plan_realisation_and_who_lacks_jp(
    client: Client, plan: Plan, version: Version, nurul: Person, surya: Person, ratna: Person
) -> None:
    actions.submit(plan, by=nurul)
    client.force_login(surya)
    assert "Setujui rencana" in client.get(reverse("plans:plan", args=[this_year()])).content.decode()
    assert client.post(reverse("plans:send_back", args=[this_year()]), {"note": ""}).status_code == 422
    assert client.post(reverse("plans:approve", args=[this_year()])).status_code == 303
    cohort = a_class(version, nurul, days=(0,))
    page = client.get(reverse("plans:realisation", args=[this_year()])).content.decode()
    assert "Rp26.500.000" in page
    assert f"Realisasi {this_year()}" in page
    assert cohort.number in page
    assert "Dinas Kependudukan" in page
    client.force_login(ratna)
    for name in ("plans:plan", "plans:realisation", "plans:export"):
        assert client.get(reverse(name, args=[this_year()])).status_code == 404


def test_a_class_planned_by_hand_is_told_of_its_line(
    client: Client, plan: Plan, version: Version, nurul: Person, surya: Person
) -> None:
    line, cohort = approved(plan, nurul, surya), a_class(version, nurul)
    client.force_login(nurul)
    address = reverse("plans:of_class", args=[cohort.number])
    assert "di luar rencana" in client.get(address).content.decode()
    attach = reverse("plans:attach", args=[cohort.number])
    assert client.post(attach, {"line": "lain"}).status_code == 422
    assert client.post(attach, {"line": line.pk}).status_code == 303
    assert "Ukuran hasil inovasi" in client.get(address).content.decode()


def test_the_workbook_computes_nothing_that_was_typed(
    client: Client, plan: Plan, version: Version, nurul: Person, ratna: Person
) -> None:
    from python_calamine import CalamineWorkbook

    actions.add_line(
        plan, facts(version, subject='=HYPERLINK("http://jahat.invalid","klik")', cost=1), by=nurul
    )
    recorded(ratna, subject="@SUM(1)")
    client.force_login(nurul)
    answer = client.get(reverse("plans:export", args=[this_year()]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = book.get_sheet_by_name("Rencana").to_python()
    assert rows[-1][6] == 26_500_001
    assert any(str(row[0]).startswith("=HYPERLINK") for row in rows)
    assert book.get_sheet_by_name("Belum dijawab").to_python()[1][0] == "@SUM(1)"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert all(b"<f>" not in packed.read(name) for name in packed.namelist())


def test_a_long_plan_asks_as_much_as_a_short_one(
    client: Client, plan: Plan, version: Version, nurul: Person, surya: Person, ratna: Person
) -> None:
    client.force_login(surya)
    asked = []
    for round_ in range(2):
        for number in range(4):
            need = recorded(ratna, subject=f"Hal {round_} {number}")
            actions.add_line(plan, facts(version, subject=f"Baris {round_} {number}"), [need], by=nurul)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("plans:plan", args=[this_year()])).status_code == 200
        with CaptureQueriesContext(connection) as more:
            assert client.get(reverse("plans:realisation", args=[this_year()])).status_code == 200
        asked.append((len(seen), len(more)))
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 40
