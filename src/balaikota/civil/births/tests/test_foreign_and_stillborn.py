"""The two other registers of this room: a foreign child, and a child born without life."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import cast

from balaikota.civil.births.tests.conftest import CIVIL
from balaikota.civil.deeds.models import Akta, Jenis
from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries as services_in
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db


def ago(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def granted(slug: str, by: Person, **answers: Any) -> Case:
    catalogue.publish(services_in.service_text(CIVIL / "births" / "services" / f"{slug}.toml"))
    return cast.a_granted_case(slug, by, **answers)


def test_a_foreign_child_is_entered_with_a_kutipan_of_its_own_and_no_card(sari: Person) -> None:
    case = granted("akta-kelahiran-orang-asing", sari, tanggal_lahir=ago(20), ibu_kewarganegaraan="wni")
    akta = Akta.objects.get(case=case)
    (letter,) = documents.letters_about(case)
    assert (akta.jenis, letter.kind) == (Jenis.KELAHIRAN, "kutipan-akta-kelahiran-wna")
    assert akta.subject.kewarganegaraan == "WNA"
    assert akta.catatan == "kewarganegaraan: Belanda dan Indonesia"
    assert not cases.linked(case)


def test_a_late_foreign_birth_is_decided_by_the_head(sari: Person) -> None:
    case = granted("akta-kelahiran-orang-asing", sari, tanggal_lahir=ago(90))
    assert case.steps[-1]["duty"] == "head"


def test_a_stillbirth_gives_the_parents_a_letter_and_records_no_resident(sari: Person) -> None:
    before = Person.objects.count()
    case = granted("lahir-mati", sari, tanggal_lahir_mati=ago(13))
    akta = Akta.objects.get(case=case)
    (letter,) = documents.letters_about(case)
    assert akta.jenis == Jenis.LAHIR_MATI
    assert {row.peran for row in akta.pihak.all()} == {"ayah", "ibu", "pelapor"}
    assert letter.subject == sari
    assert Person.objects.filter(name__icontains="lahir mati").count() == 0
    assert Person.objects.count() <= before + 3  # the officers of the desk
