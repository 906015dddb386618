"""An action project: written, marked by two, and carried home as an innovation."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.foundation.statistics import actions as statistics
from balaikota.kit.errors import Refusal
from balaikota.training.classes.models import Session
from balaikota.training.classes.tests.city import Going
from balaikota.training.projects import actions, contract, methods, queries
from balaikota.training.projects.contract import Followed, Sector
from balaikota.training.projects.models import Project, Stage
from balaikota.training.projects.tests.written import FEEDBACK, PARTS

SECTOR = Sector(
    "C", "Industri pengolahan", Decimal("18.4"), Decimal("1.12"), 3, 4, "2024", "BPS", is_verified=False
)


@pytest.fixture
def figure(db: None) -> None:
    about: statistics.Meaning = {
        "name": "Hari sampai putusan",
        "definition": "Rata-rata",
        "unit": "hari",
        "source": "Catatan kota",
    }
    for period, value in (("2026-09", 9), ("2026-10", 8)):
        statistics.publish("hari-putusan", period, value, **about)


@pytest.fixture
def innovations(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A city whose other rooms answer: industries above, innovations beside."""
    sketched: list[Any] = []

    def sketch(said: Any, agency: Any, person: Any) -> str:
        sketched.append((said, agency, person))
        return "INV-2026-0001"

    followed = Followed(
        "INV-2026-0001", "Antar dokumen usaha", "/inovasi/INV-2026-0001/", "uji coba",
        "shown", "Turun 3,9 hari.", -3.9, "hari", 3,
    )  # fmt: skip
    monkeypatch.setattr(contract, "_sketchers", [sketch])
    monkeypatch.setattr(
        contract, "_followers", [lambda numbers: {"INV-2026-0001": followed} if numbers else {}]
    )
    monkeypatch.setattr(contract, "_sectors", [lambda: [SECTOR]])
    return sketched


@pytest.fixture
def project(going: Going, figure: None, innovations: list[Any]) -> Project:
    return actions.begin(going.rows[0], by=going.people[0])


def again(project: Project) -> Project:
    return queries.of_enrolment(project.enrolment) or project


def written(project: Project, **changed: str) -> Project:
    person = project.enrolment.person
    actions.ground(project, ["hari-putusan"], "C", by=person)
    return actions.write(again(project), PARTS | changed, edition=again(project).edition, by=person)


def turned_in(project: Project) -> Project:
    written(project)
    return actions.turn_in(project, by=project.enrolment.person)


@pytest.fixture
def rina(going: Going) -> Person:
    """She teaches in this class."""
    person = cast.rina()
    Session.objects.filter(pk=going.sessions[0].pk).update(trainer=person)
    return person


def judged(project: Project, nurul: Person, rina: Person) -> Project:
    turned_in(project)
    actions.judge(project, [3, 2, 2, 2, 1], FEEDBACK, by=nurul)
    actions.judge(project, [2, 2, 2, 3, 2], FEEDBACK, by=rina)
    return again(project)


def test_a_project_is_begun_once_and_by_its_participant_alone(project: Project, going: Going) -> None:
    assert actions.begin(going.rows[0], by=going.people[0]) == project
    with pytest.raises(Refusal, match="pesertanya"):
        actions.begin(going.rows[0], by=going.people[1])
    with pytest.raises(Refusal, match="pesertanya"):
        actions.write(project, PARTS, edition=0, by=going.people[1])


def test_it_stands_on_figures_as_they_were_that_day(project: Project) -> None:
    written(project)
    statistics.publish("hari-putusan", "2026-11", 7)
    (told,) = queries.taken(again(project))
    assert (told.reading.value, told.newer and told.newer.value) == (8, 7)
    assert [each.period for each in told.before] == ["2026-09"]
    assert again(project).sector["quotient"] == "1.12"
    with pytest.raises(Refusal, match="Sektor itu"):
        actions.ground(project, [], "Z", by=project.enrolment.person)


def test_an_older_window_does_not_overwrite_a_newer_one(project: Project) -> None:
    person = project.enrolment.person
    actions.write(project, {"problem": "baru"}, edition=0, by=person)
    with pytest.raises(Refusal, match="jendela lain"):
        actions.write(project, {"problem": "lama"}, edition=0, by=person)
    assert again(project).parts == {"problem": "baru"}


def test_what_is_incomplete_is_not_turned_in_and_is_told_part_by_part(project: Project) -> None:
    person = project.enrolment.person
    actions.write(
        project, {"title": "Antar", "trial_from": "2027-13", "budget": "banyak"}, edition=0, by=person
    )
    with pytest.raises(Refusal, match="belum lengkap"):
        actions.turn_in(project, by=person)
    told = methods.faults(again(project).parts, has_sector=False, figures=0)
    assert {"problem", "trial_from", "budget", "figures", "sector"} <= set(told)
    assert "title" not in told


def test_two_markers_read_it_and_neither_sees_the_other_before(
    project: Project, nurul: Person, rina: Person
) -> None:
    turned_in(project)
    actions.judge(project, [3, 2, 2, 2, 1], FEEDBACK, by=nurul)
    assert queries.feedback(again(project), viewer=rina) == []
    assert queries.feedback(again(project), viewer=project.enrolment.person) == []
    actions.judge(project, [3, 3, 2, 2, 1], FEEDBACK, by=nurul)  # thought again: still one marking
    assert again(project).stage == Stage.TURNED_IN
    actions.judge(project, [2, 2, 2, 3, 2], FEEDBACK, by=rina)
    row = again(project)
    # (25·3 + 15·3 + 20·2 + 25·2 + 15·1) / 3 = 75; (25·2 + 15·2 + 20·2 + 25·3 + 15·2) / 3 = 75
    assert (row.stage, row.mark) == (Stage.JUDGED, Decimal("75.00"))
    assert len(queries.feedback(row, viewer=row.enrolment.person)) == 2
    with pytest.raises(Refusal, match="menunggu penilaian"):
        actions.judge(project, [0, 0, 0, 0, 0], FEEDBACK, by=nurul)


def test_nobody_marks_without_the_rubric_or_their_own(project: Project, nurul: Person, going: Going) -> None:
    turned_in(project)
    with pytest.raises(Refusal, match="satu tingkat"):
        actions.judge(project, [3, 2, 2, 2], FEEDBACK, by=nurul)
    with pytest.raises(Refusal, match="umpan balik"):
        actions.judge(project, [3, 2, 2, 2, 1], "bagus", by=nurul)
    with pytest.raises(Refusal, match="sendiri"):
        actions.judge(project, [3, 2, 2, 2, 1], FEEDBACK, by=going.people[0])
    with pytest.raises(Refusal, match="penyelenggara atau pengajar"):
        actions.judge(project, [3, 2, 2, 2, 1], FEEDBACK, by=going.people[1])


def test_what_was_sent_back_is_mended_and_marked_anew(project: Project, nurul: Person, rina: Person) -> None:
    turned_in(project)
    actions.judge(project, [0, 0, 0, 0, 0], FEEDBACK, by=nurul)
    actions.send_back(project, "Tambahkan pembandingnya.", by=rina)
    assert again(project).note == "Tambahkan pembandingnya."
    turned_in(project)
    assert queries.markings(again(project)) == []


def test_one_click_makes_it_an_innovation_once(
    project: Project, nurul: Person, rina: Person, innovations: list[Any]
) -> None:
    person = project.enrolment.person
    turned_in(project)
    with pytest.raises(Refusal, match="setelah dinilai"):
        actions.make_innovation(project, by=person)
    actions.judge(project, [3, 2, 2, 2, 1], FEEDBACK, by=nurul)
    actions.judge(project, [2, 2, 2, 3, 2], FEEDBACK, by=rina)
    with pytest.raises(Refusal, match="peserta"):
        actions.make_innovation(project, by=nurul)
    row = actions.make_innovation(project, by=person)
    assert row.innovation == "INV-2026-0001"
    ((said, agency, who),) = innovations
    assert (said.title, said.budget, who, agency) == (
        "Antar dokumen usaha",
        25_000_000,
        person,
        row.enrolment.unit,
    )
    assert "Industri pengolahan" in said.problem
    with pytest.raises(Refusal, match="sudah menjadi"):
        actions.make_innovation(project, by=person)


def test_the_participants_pages(client: Client, going: Going, figure: None, innovations: list[Any]) -> None:
    person, address = going.people[0], reverse("projects:project", args=[going.cohort.number])
    client.force_login(person)
    assert "Mulai proyek aksi" in client.get(address).content.decode()
    assert client.post(f"{address}mulai/").status_code == 303
    assert (
        'maxlength="6000"' in client.get(address).content.decode()
    )  # a number for the browser, not for a reader
    unknown = client.post(f"{address}dasar/", {"figure": ["hari-putusan", "\0"], "sector": "Z"})
    assert unknown.status_code == 422
    assert 'id="a-hari-putusan" checked' in unknown.content.decode()
    assert client.post(f"{address}dasar/", {"figure": "hari-putusan", "sector": "C"}).status_code == 303
    kept = client.post(
        f"{address}tulis/", {"edition": "0", "problem": "Antre"}, headers={"HX-Request": "true"}
    )
    assert 'name="edition" value="1"' in kept.content.decode()
    stale = client.post(f"{address}tulis/", {"edition": "0", "problem": "Antre panjang sekali"})
    assert stale.status_code == 422
    assert "Antre panjang sekali" in stale.content.decode()
    assert 'name="edition" value="0"' in stale.content.decode()  # trying again does not overwrite either
    lacking = client.post(f"{address}serahkan/", {"edition": "1", "problem": "Antre di loket kecamatan"})
    assert lacking.status_code == 422
    assert "Antre di loket kecamatan" in lacking.content.decode()
    assert client.post(f"{address}serahkan/", PARTS | {"edition": "2"}).status_code == 303
    assert "menunggu dua penguji" in client.get(address).content.decode()
    client.force_login(going.people[1])
    assert "Mulai proyek aksi" in client.get(address).content.decode()


def test_the_markers_pages_follow_it_to_its_effect(
    client: Client, project: Project, going: Going, nurul: Person, rina: Person
) -> None:
    client.force_login(nurul)
    assert client.get(project.desk_url).status_code == 404  # not while it is being written
    turned_in(project)
    cast.run_jobs()
    assert client.post(f"{project.desk_url}nilai/", {"level-0": "3", "feedback": FEEDBACK}).status_code == 422
    levels = {f"level-{at}": "2" for at in range(5)}
    for marker in (nurul, rina):
        client.force_login(marker)
        assert FEEDBACK not in client.get(project.desk_url).content.decode()
        assert client.post(f"{project.desk_url}nilai/", levels | {"feedback": FEEDBACK}).status_code == 303
    actions.make_innovation(project, by=project.enrolment.person)
    listed = client.get(reverse("projects:desk", args=[going.cohort.number])).content.decode()
    assert "Turun 3,9 hari." in listed
    client.force_login(going.people[1])
    assert client.get(project.desk_url).status_code == 404
    assert client.get(reverse("projects:desk", args=[going.cohort.number])).status_code == 404


def test_a_sign_that_nobody_types_is_left_out(client: Client, project: Project, nurul: Person) -> None:
    turned_in(project)
    client.force_login(nurul)
    sent = {f"level-{at}": "2" for at in range(5)} | {"feedback": f"\0{FEEDBACK}"}
    assert client.post(f"{project.desk_url}nilai/", sent).status_code == 303
    assert [each.feedback for each in queries.markings(again(project))] == [FEEDBACK]
    back = client.post(f"{project.desk_url}kembalikan/", {"note": "Tambahkan\0 pembandingnya."})
    assert back.status_code == 303
    assert again(project).note == "Tambahkan pembandingnya."


@given(st.integers(0, 10**13 - 1))
def test_rupiah_are_read_as_they_are_written_here(amount: int) -> None:
    assert methods.rupiah_in(str(amount)) == amount
    assert methods.rupiah_in(f"Rp{amount:,}".replace(",", ".")) == amount
    assert methods.rupiah_in(f"{amount},50") is None


def test_amounts_are_read_as_everywhere_in_the_city() -> None:
    assert [methods.rupiah_in(said) for said in ("25 juta", "1,5 jt", "banyak")] == [
        25_000_000,
        1_500_000,
        None,
    ]
