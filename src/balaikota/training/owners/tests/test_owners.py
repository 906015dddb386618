"""Owners of businesses in classes: who sends them, what they get for it, and what is never read from it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import cast

from balaikota.enterprises.coaching import actions as coaching
from balaikota.enterprises.ladder import actions as ladder
from balaikota.enterprises.ladder import queries as rungs
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.training.badges import queries as badges
from balaikota.training.certificates import actions as certificates
from balaikota.training.certificates import queries as papers
from balaikota.training.classes import actions
from balaikota.training.classes.models import Cohort, Enrolment, Seat
from balaikota.training.classes.tests.city import a_class, a_servant
from balaikota.training.courses.models import Version
from balaikota.training.ledger import queries as ledger
from balaikota.training.owners import actions as owners
from balaikota.training.owners import queries
from balaikota.training.owners.models import Outcome
from balaikota.training.owners.tests.city import a_clinic, a_market, held, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic(version: Version, nurul: Person) -> Cohort:
    cast.the_desk("umkm")
    return a_clinic(version, nurul)


@pytest.fixture
def keripik(clinic: Cohort, tono: Person) -> Enterprise:
    return register.register(register.Entry("Keripik Tono"), by=tono)


def coached(enterprise: Enterprise, owner: Person, lina: Person) -> None:
    coaching.set_up(lina, ["produksi"], [], 5, by=lina)
    coaching.request(enterprise, "produksi", by=owner)


# --- who comes ------------------------------------------------------------------------------------


def test_an_owner_a_coach_and_a_programme_send_and_the_last_one_waits(
    clinic: Cohort, keripik: Enterprise, tono: Person, budi: Person, sari: Person, lina: Person, rina: Person,
    nurul: Person,
) -> None:  # fmt: skip
    bengkel = register.register(register.Entry("Bengkel Budi"), by=budi)
    jahit = register.register(register.Entry("Jahit Sari"), by=sari)
    coached(bengkel, budi, lina)
    rows = [
        actions.send(clinic, keripik, tono, by=tono),
        actions.send(clinic, bengkel, budi, by=lina),
        actions.send(clinic, jahit, sari, by=rina),
    ]
    seats = [actions.accept(row, by=nurul).seat for row in rows]
    assert seats == [Seat.ENROLLED, Seat.ENROLLED, Seat.WAITING]
    actions.withdraw(rows[0], by=tono)
    assert Enrolment.objects.get(pk=rows[2].pk).seat == Seat.ENROLLED
    assert rows[2].comes_from == "Jahit Sari"


def test_nobody_sends_a_business_they_do_not_look_after(
    clinic: Cohort, keripik: Enterprise, tono: Person, budi: Person, lina: Person, joko: Person, nurul: Person
) -> None:
    for person in (budi, lina, joko, nurul):  # a neighbour, another's coach, a surveyor, the organiser
        with pytest.raises(Refusal, match="mendaftar sendiri"):
            actions.send(clinic, keripik, tono, by=person)
    coached(keripik, tono, lina)
    with pytest.raises(Refusal, match="pemilik"):
        actions.send(clinic, keripik, budi, by=lina)


def test_a_business_is_one_person_and_a_person_is_one_business(
    clinic: Cohort, keripik: Enterprise, tono: Person, budi: Person
) -> None:
    keripik.owners.create(person=budi, name="Budi")
    actions.send(clinic, keripik, tono, by=tono)
    with pytest.raises(Refusal, match="sudah diwakili"):
        actions.send(clinic, keripik, budi, by=budi)
    other = register.register(register.Entry("Sambal Tono"), by=tono)
    with pytest.raises(Refusal, match="sudah ada di kelas"):
        actions.send(clinic, other, tono, by=tono)


def test_each_class_is_for_those_it_is_for(
    clinic: Cohort, keripik: Enterprise, version: Version, tono: Person, nurul: Person, ratna: Person
) -> None:
    with pytest.raises(Refusal, match="untuk pelaku UMKM"):
        actions.nominate(clinic, a_servant(1), by=ratna)
    school = a_class(version, nurul, days=(4,))
    with pytest.raises(Refusal, match="untuk pegawai"):
        actions.send(school, keripik, tono, by=tono)


def test_two_clinics_at_once_are_seen(
    clinic: Cohort, keripik: Enterprise, version: Version, tono: Person, nurul: Person
) -> None:
    seated(clinic, keripik, tono, nurul)
    other = a_clinic(version, nurul, place="Ruang lain")
    with pytest.raises(Refusal, match="pada waktu yang sama"):
        actions.send(other, keripik, tono, by=tono)


def test_after_the_last_day_nobody_comes_any_more(clinic: Cohort, keripik: Enterprise, tono: Person) -> None:
    Cohort.objects.filter(pk=clinic.pk).update(nominate_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refusal, match="sudah ditutup"):
        actions.send(clinic, keripik, tono, by=tono)


# --- what it gives and what it does not -----------------------------------------------------------


def test_an_owner_gets_a_paper_of_having_been_there_and_no_jp(
    clinic: Cohort, nurul: Person, surya: Person
) -> None:
    servant = a_servant(
        7
    )  # a civil servant who owns a business: what they attend for it is not their training
    kedai = register.register(register.Entry("Kedai Pegawai"), by=servant)
    row = seated(clinic, kedai, servant, nurul)
    cohort = held(clinic, [row], nurul)
    (result,) = certificates.judge(cohort, by=nurul)
    assert (result.is_passed, result.post, result.rule["pass_mark"]) == (True, None, 0)
    assert certificates.issue(cohort, by=nurul) == 1
    paper = papers.standing(row)
    assert paper is not None
    assert paper.letter is not None
    letter = documents.whole(paper.letter.pk)
    assert (letter.kind, letter.content["usaha"], letter.content["lama"]) == (
        "sertifikat-klinik-umkm", "Kedai Pegawai", "4 jam",
    )  # fmt: skip
    assert "nip" not in letter.content
    assert ledger.own_year(servant).jp == 0
    assert ledger.entries(servant) == []
    assert list(badges.waiting()) == []
    cast.run_jobs()
    assert documents.whole(letter.pk).state == "issued"
    assert papers.papers_of([row]) == {row.pk: letter.number_text}


def test_having_been_there_stands_in_the_record_and_climbs_no_ladder(
    client: Client, clinic: Cohort, keripik: Enterprise, tono: Person, lina: Person, nurul: Person
) -> None:
    coached(keripik, tono, lina)
    ladder.diagnose(keripik, {}, by=tono)
    before = rungs.standing(keripik)
    row = seated(clinic, keripik, tono, nurul)
    client.force_login(lina)
    record = reverse("coaching:business", args=[keripik.number])
    assert "hadir 100%" not in client.get(record).content.decode()
    held(clinic, [row], nurul)
    shown = client.get(record).content.decode()
    assert "hadir 100%" in shown
    assert "Hadir tidak menaikkan tahap" in shown
    after = rungs.standing(keripik)
    assert after == before
    assert not any("owners" in code or "clinic" in code for code in _evidence())


def _evidence() -> set[str]:
    from balaikota.enterprises.register import contract

    return set(contract.all_evidence())


# --- before and after -----------------------------------------------------------------------------


def test_only_books_of_owners_who_agreed_are_counted_and_only_ten_or_more_are_told(
    clinic: Cohort, nurul: Person
) -> None:
    rows = a_market(clinic, nurul, 11)
    for row in rows:
        owners.share(row, by=row.person)
    owners.keep(rows[0], by=rows[0].person)
    assert queries.to_reckon(timezone.localdate()) == []
    assert queries.to_reckon(timezone.localdate() + timedelta(days=200)) == [clinic]
    made = owners.reckon(clinic)
    assert (made.came, made.shared, made.told) == (11, 10, 10)
    assert (made.before, made.after, made.percent) == (1_000_000, 2_000_000, 100)
    with pytest.raises(Refusal, match="sudah dihitung"):
        owners.share(rows[0], by=rows[0].person)
    owners.keep(rows[1], by=rows[1].person)  # taken back at any time; what was told names nobody and stays
    assert owners.reckon(clinic) == made


def test_nine_who_agreed_tell_nothing(clinic: Cohort, nurul: Person) -> None:
    rows = a_market(clinic, nurul, 9)
    for row in rows:
        owners.share(row, by=row.person)
    made = owners.reckon(clinic)
    assert (made.told, made.before, made.after, made.percent) == (9, None, None, None)
    assert Outcome.objects.count() == 1


def test_nobody_agrees_for_somebody_else(
    clinic: Cohort, keripik: Enterprise, tono: Person, lina: Person, nurul: Person
) -> None:
    row = seated(clinic, keripik, tono, nurul)
    for person in (lina, nurul):
        with pytest.raises(Refusal, match="pemilik"):
            owners.share(row, by=person)


# --- pages ----------------------------------------------------------------------------------------


def test_an_owner_comes_by_the_page(
    client: Client, clinic: Cohort, keripik: Enterprise, tono: Person, budi: Person, nurul: Person
) -> None:
    page = reverse("owners:clinic", args=[clinic.number])
    assert clinic.get_absolute_url() in client.get("/pelatihan/").content.decode()
    assert page in client.get("/umkm/klinik/").content.decode()
    client.force_login(budi)
    empty = client.get(page).content.decode()
    assert "Belum ada usaha yang dapat Anda daftarkan" in empty
    stolen = {"who": [f"{keripik.pk}:{tono.pk}"]}
    assert client.post(page, stolen).status_code == 422
    client.force_login(tono)
    assert page in client.get(keripik.get_absolute_url()).content.decode()
    nothing = client.post(page, {})
    assert nothing.status_code == 422
    assert "Centang sedikitnya satu usaha" in nothing.content.decode()
    assert client.post(page, stolen).status_code == 303
    assert "diusulkan" in client.get(page).content.decode()
    actions.accept(Enrolment.objects.get(), by=nurul)
    cast.run_jobs()
    assert client.post(reverse("owners:share", args=[clinic.number])).status_code == 303
    assert "Tarik izin saya" in client.get(page).content.decode()
    assert client.post(reverse("owners:keep", args=[clinic.number])).status_code == 303
    assert Enrolment.objects.get().figures_shared_at is None
    mine = client.get("/pelatihan/saya/").content.decode()
    assert "JP tahun ini" not in mine


def test_a_class_for_servants_has_no_page_for_owners(
    client: Client, version: Version, nurul: Person, tono: Person
) -> None:
    school = a_class(version, nurul)
    client.force_login(tono)
    assert client.get(reverse("owners:clinic", args=[school.number])).status_code == 404


def test_a_coach_sends_several_with_few_questions_to_the_database(
    client: Client, clinic: Cohort, lina: Person, django_assert_max_num_queries: Any
) -> None:
    coaching.set_up(lina, ["produksi"], [], 60, by=lina)
    people = [a_servant(number) for number in range(8)]
    for each in people:
        coaching.request(
            register.register(register.Entry(f"Warung {each.name}"), by=each), "produksi", by=each
        )
    client.force_login(lina)
    page = reverse("owners:clinic", args=[clinic.number])
    with django_assert_max_num_queries(30):
        shown = client.get(page)
    offered = list(shown.context["form"].known)
    assert len(offered) == 8
    assert client.post(page, {"who": offered[:3]}).status_code == 303
    assert Enrolment.objects.filter(nominated_by=lina).count() == 3
