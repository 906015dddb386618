"""Two officers at one file: the second sees what the first did, beside what they themselves wrote."""

import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import Client
from tests import cast

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db


def seen_on(client: Client, case: Case) -> str:
    found = re.search(r'name="seen" value="(\d+)"', client.get(case.get_absolute_url()).content.decode())
    assert found
    return found[1]


def test_the_second_officer_sees_both_versions_and_nothing_is_overwritten(
    client: Client, kasus: Case, wulan: Person, anwar: Person, ratna: Person
) -> None:
    cases.pass_step(kasus, by=wulan)
    client.force_login(anwar)
    seen = seen_on(client, kasus)
    cases.decide(Case.objects.get(pk=kasus.pk), "refused", reason="Surat lahir milik anak lain.", by=ratna)
    said = {"outcome": "refused", "reason": "Orang tua tinggal di kota lain.", "seen": seen}
    response = client.post(f"{kasus.get_absolute_url()}putusan/", said)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Surat lahir milik anak lain." in html
    assert "Orang tua tinggal di kota lain." in html
    assert Case.objects.get(pk=kasus.pk).reason == "Surat lahir milik anak lain."


def test_what_was_typed_can_be_sent_again_knowingly(
    client: Client, kasus: Case, wulan: Person, anwar: Person, ratna: Person
) -> None:
    cases.pass_step(kasus, by=wulan)
    client.force_login(anwar)
    seen = seen_on(client, kasus)
    cases.claim(Case.objects.get(pk=kasus.pk), by=ratna)
    cases.release(Case.objects.get(pk=kasus.pk), by=ratna)
    said = {"outcome": "refused", "reason": "Orang tua tinggal di kota lain.", "seen": seen}
    response = client.post(f"{kasus.get_absolute_url()}putusan/", said)
    assert response.status_code == 409
    again = re.search(r'name="seen" value="(\d+)"', response.content.decode())
    assert again
    assert client.post(f"{kasus.get_absolute_url()}putusan/", said | {"seen": again[1]}).status_code == 303
    assert cast.story_of(kasus)[-1] == "cases.decided"


def test_the_last_event_seen_is_a_plain_number_also_after_the_thousandth() -> None:
    page = render_to_string("cases/_seen.html", {"events": [SimpleNamespace(pk=12345)]})
    assert 'value="12345"' in page
