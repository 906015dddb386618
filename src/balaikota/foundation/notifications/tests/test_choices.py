"""Each person says which news leaves the inbox, and through what."""

import pytest
from django.core import mail
from django.test import Client
from tests.cast import run_jobs

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.notifications import actions, contract, queries
from balaikota.foundation.notifications.models import Mute
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db
EVERYTHING = "Pilihan kabar"


def boxes() -> set[tuple[str, str]]:
    return {(group.slug, way.name) for group in contract.groups() for way in contract.channels()}


def tell(person: Person, letter: str) -> None:
    event = audit.record("people.told", person, by=person, subject=person)
    actions.send(person, letter=letter, event_id=event.pk)
    run_jobs()


def test_everything_is_on_until_somebody_chooses(sari: Person) -> None:
    assert all(box.is_on for _group, row in queries.choices(sari) for box in row)


def test_a_muted_group_stays_in_the_inbox_and_sends_no_mail(sari: Person) -> None:
    actions.choose(boxes() - {("lainnya", "email")}, by=sari)
    tell(sari, "notifications/letters/message_held.txt")
    assert (len(queries.inbox(sari)), mail.outbox) == (1, [])


def test_muting_one_group_leaves_the_others(sari: Person) -> None:
    actions.choose(boxes() - {("janji", "email")}, by=sari)
    tell(sari, "notifications/letters/message_held.txt")
    assert len(mail.outbox) == 1


def test_a_neighbour_still_gets_mail(sari: Person, budi: Person) -> None:
    actions.choose(set(), by=sari)
    tell(budi, "notifications/letters/message_held.txt")
    assert [each.to for each in mail.outbox] == [[budi.email]]


def test_what_is_turned_on_again_is_sent_again(sari: Person) -> None:
    actions.choose(set(), by=sari)
    actions.choose(boxes(), by=sari)
    assert not Mute.objects.exists()


def test_a_group_nobody_knows_is_not_kept(sari: Person) -> None:
    actions.choose(boxes() | {("rahasia", "pos")}, by=sari)
    assert not Mute.objects.exists()


@pytest.mark.parametrize(
    ("letter", "group"),
    [
        ("cases/letters/decided.txt", "permohonan"),
        ("reports/letters/x.txt", "pengaduan"),
        ("unknown/x.txt", "lainnya"),
    ],
)
def test_a_letter_belongs_to_the_group_of_its_room(letter: str, group: str) -> None:
    assert contract.group_of(letter) == group


def test_the_page_keeps_what_was_ticked(client: Client, sari: Person) -> None:
    client.force_login(sari)
    page = client.get("/kotak-masuk/pilihan/").content.decode()
    assert EVERYTHING in page
    assert 'value="permohonan.email" id="kabar-permohonan-email" checked' in page
    client.post("/kotak-masuk/pilihan/simpan/", {"kabar": ["janji.email"]})
    again = client.get("/kotak-masuk/pilihan/?tersimpan").content.decode()
    assert 'value="permohonan.email" id="kabar-permohonan-email">' in again
    assert "Pilihan Anda tersimpan" in again
    assert "Kotak masuk (selalu)" in again


def test_the_page_asks_the_database_little(
    client: Client, sari: Person, django_assert_max_num_queries: object
) -> None:
    client.force_login(sari)
    with django_assert_max_num_queries(14):
        client.get("/kotak-masuk/pilihan/")
