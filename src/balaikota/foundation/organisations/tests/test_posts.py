"""Every right follows from a post held today."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.organisations import actions, queries
from balaikota.foundation.organisations.models import Duty, Post
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import contract
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
START = date(2025, 1, 2)


@pytest.fixture
def checker() -> Post:
    agency = actions.open_agency("dinas-contoh", "Dinas Contoh")
    desk = actions.open_desk(agency, "loket-contoh", "Loket contoh")
    return actions.create_post(desk, "pemeriksa-contoh", "Pemeriksa", [Duty.VERIFY])


@pytest.fixture
def chief(checker: Post) -> Post:
    duties = [Duty.HEAD, Duty.SIGN]
    return actions.create_post(checker.desk, "kepala-contoh", "Kepala Dinas Contoh", duties)


def a_person(name: str) -> Person:
    return people.register(name, email=f"{name.lower()}@example.org")


def again(person: Person) -> Person:
    """The same person in the next request."""
    return Person.objects.get(pk=person.pk)


def test_a_resident_holds_no_duty_and_works_at_no_desk(checker: Post) -> None:
    budi = a_person("Budi")
    assert not queries.is_staff(budi)
    assert not contract.is_staff(budi)
    assert queries.desks_of(budi) == set()
    assert queries.post_title(budi) == ""


def test_a_post_gives_its_duties_at_its_own_desk_only(checker: Post) -> None:
    wulan = a_person("Wulan")
    other = actions.open_desk(checker.desk.agency, "loket-lain", "Loket lain")
    actions.appoint(wulan, checker, from_on=START)
    assert queries.holds(wulan, Duty.VERIFY)
    assert queries.holds(wulan, Duty.VERIFY, checker.desk)
    assert queries.holds(wulan, Duty.VERIFY, checker.desk_id)
    assert not queries.holds(wulan, Duty.VERIFY, other)
    assert not queries.holds(wulan, Duty.DECIDE)
    assert queries.desks_of(wulan, Duty.VERIFY) == {checker.desk_id}
    assert queries.desks_of(wulan, Duty.DECIDE) == set()
    assert contract.is_staff(wulan)


def test_an_ended_tenure_loses_its_rights_the_next_day(checker: Post) -> None:
    wulan, today = a_person("Wulan"), timezone.localdate()
    actions.appoint(wulan, checker, from_on=START, until_on=today)
    assert queries.holds(wulan, Duty.VERIFY)
    with mock.patch.object(timezone, "now", return_value=timezone.now() + timedelta(days=1)):
        assert not queries.holds(wulan, Duty.VERIFY), "the same person object, a day later"
        assert not queries.is_staff(again(wulan))


def test_a_tenure_gives_nothing_before_its_first_day(checker: Post) -> None:
    wulan = a_person("Wulan")
    actions.appoint(wulan, checker, from_on=timezone.localdate() + timedelta(days=1))
    assert not queries.is_staff(wulan)


def test_ending_a_tenure_is_felt_in_the_next_request(checker: Post) -> None:
    wulan = a_person("Wulan")
    tenure = actions.appoint(wulan, checker, from_on=START)
    actions.end_tenure(tenure, on=timezone.localdate() - timedelta(days=1), by=None)
    assert not queries.is_staff(again(wulan))


def test_the_posts_of_a_person_are_asked_once_per_request(checker: Post, django_assert_num_queries) -> None:
    wulan = a_person("Wulan")
    actions.appoint(wulan, checker, from_on=START)
    wulan = again(wulan)
    with django_assert_num_queries(2):
        queries.holds(wulan, Duty.VERIFY)
        queries.desks_of(wulan)
        queries.post_title(wulan)
    sari = again(a_person("Sari"))
    with django_assert_num_queries(1):  # who holds no post, and that is nearly everybody, pays for one
        assert not queries.is_staff(sari)
        assert queries.desks_of(sari) == set()


def test_a_substitute_for_a_vacant_post_is_plt_and_for_an_absent_holder_plh(chief: Post) -> None:
    ratna, anwar = a_person("Ratna"), a_person("Anwar")
    actions.appoint(anwar, chief, from_on=START, is_substitute=True)
    assert queries.post_title(anwar) == "Plt. Kepala Dinas Contoh"
    actions.appoint(ratna, chief, from_on=START)
    assert queries.post_title(again(anwar)) == "Plh. Kepala Dinas Contoh"
    assert queries.post_title(ratna) == "Kepala Dinas Contoh"


def test_a_substitute_signs_while_the_head_is_away(chief: Post) -> None:
    ratna, anwar = a_person("Ratna"), a_person("Anwar")
    agency = chief.desk.agency
    assert queries.signer_of(agency) is None
    actions.appoint(ratna, chief, from_on=START)
    assert queries.signer_of(agency) == (ratna, "Kepala Dinas Contoh")
    actions.appoint(anwar, chief, from_on=START, until_on=timezone.localdate(), is_substitute=True)
    assert queries.signer_of(agency) == (anwar, "Plh. Kepala Dinas Contoh")


def test_nobody_appoints_themselves_and_a_resident_appoints_nobody(chief: Post, checker: Post) -> None:
    ratna, budi = a_person("Ratna"), a_person("Budi")
    actions.appoint(ratna, chief, from_on=START)
    actions.appoint(budi, checker, from_on=START, by=ratna)
    with pytest.raises(Refusal, match="bukan untuk diri sendiri"):
        actions.appoint(ratna, checker, from_on=START, by=ratna)
    with pytest.raises(Refusal):
        actions.appoint(a_person("Sari"), checker, from_on=START, by=budi)


def test_a_head_arranges_posts_in_their_own_agency_only(chief: Post) -> None:
    ratna = a_person("Ratna")
    actions.appoint(ratna, chief, from_on=START)
    elsewhere = actions.open_agency("dinas-lain", "Dinas Lain")
    with pytest.raises(Refusal):
        actions.open_desk(elsewhere, "loket-jauh", "Loket jauh", by=ratna)
    actions.open_desk(chief.desk.agency, "loket-dekat", "Loket dekat", by=ratna)


def test_a_tenure_cannot_end_before_it_began(checker: Post) -> None:
    with pytest.raises(Refusal, match="tidak boleh sebelum"):
        actions.appoint(a_person("Wulan"), checker, from_on=START, until_on=START - timedelta(days=1))


def test_an_event_keeps_the_post_under_which_someone_acted(chief: Post, checker: Post) -> None:
    ratna = a_person("Ratna")
    actions.appoint(ratna, chief, from_on=START)
    tenure = actions.appoint(a_person("Wulan"), checker, from_on=START, by=ratna)
    event = audit.story(tenure).get()
    assert (event.name, event.capacity) == ("organisations.appointed", "Kepala Dinas Contoh")
