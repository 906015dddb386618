"""Letters about a business: for what was climbed, signed and verifiable."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast

from balaikota.enterprises.attestations import actions
from balaikota.enterprises.ladder.models import Stay
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.documents.models import Letter, State
from balaikota.foundation.organisations import actions as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal


@pytest.fixture
def climbed(keripik: Enterprise) -> Enterprise:
    shown = [{"test": "Identitas pemilik", "shown": "Identitas Tono sudah diperiksa."}]
    Stay.objects.create(
        enterprise=keripik, stage="ide", left_at="2026-10-02T03:00Z", ending="passed", shown=shown
    )
    return keripik


@pytest.fixture
def head(city: None) -> Person:
    post = organisations.create_post(cast.the_desk("umkm"), "kepala-dinkop-ukm", "Kepala Dinas", [Duty.SIGN])
    dimas = cast.dimas()
    organisations.appoint(dimas, post, from_on=date(2025, 1, 2))
    return dimas


def test_a_certificate_says_what_was_climbed_and_is_verifiable(
    client: Client, climbed: Enterprise, head: Person, rina: Person, tono: Person, budi: Person
) -> None:
    client.force_login(rina)
    assert client.post(reverse("attestations:certify", args=[climbed.number])).status_code == 303
    cast.run_jobs()
    letter = Letter.objects.get()
    assert letter.state == State.ISSUED
    assert letter.number_text.startswith("SPB/0001/")
    assert letter.subject == tono
    assert client.get(reverse("documents:verdict", args=[letter.token])).status_code == 200
    for person, status in ((tono, 200), (budi, 404)):
        client.force_login(person)
        assert client.get(reverse("documents:letter", args=[letter.pk]), follow=True).status_code == status
        assert client.get(reverse("attestations:letters", args=[climbed.number])).status_code == status


def test_a_recommendation_needs_a_purpose_and_keeps_what_was_typed(
    client: Client, keripik: Enterprise, head: Person, rina: Person
) -> None:
    client.force_login(rina)
    place = reverse("attestations:recommend", args=[keripik.number])
    assert client.post(place, {"purpose": "ya"}).status_code == 422
    assert client.post(place, {"purpose": "pendaftaran satu merek"}).status_code == 303
    cast.run_jobs()
    assert Letter.objects.get().state == State.ISSUED


def test_nobody_is_certified_for_being_there_nor_by_themselves(
    keripik: Enterprise, head: Person, rina: Person, lina: Person
) -> None:
    with pytest.raises(Refusal, match="Belum ada tahap"):
        actions.certify(keripik, by=rina)
    with pytest.raises(Refusal, match="pengelola program"):
        actions.recommend(keripik, "ikut pameran", by=lina)


def test_without_a_signer_it_says_what_to_do(keripik: Enterprise, rina: Person) -> None:
    with pytest.raises(Refusal, match="Tetapkan pejabatnya"):
        actions.recommend(keripik, "ikut pameran", by=rina)
