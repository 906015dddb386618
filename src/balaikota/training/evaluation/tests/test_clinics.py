"""What is asked after a clinic for owners, and what its page shows."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast

from balaikota.enterprises.register import actions as register
from balaikota.foundation.people.models import Person
from balaikota.training.classes.models import Cohort
from balaikota.training.classes.tests.city import a_class, a_servant, again, enrolled
from balaikota.training.courses.models import Version
from balaikota.training.evaluation import actions as evaluation
from balaikota.training.evaluation import queries
from balaikota.training.owners import actions as owners
from balaikota.training.owners.tests.city import a_clinic, a_market, seated


@pytest.fixture
def clinic(version: Version, nurul: Person) -> Cohort:
    cast.the_desk("umkm")
    return a_clinic(version, nurul)


def test_a_superior_is_asked_about_servants_and_about_no_owner(
    clinic: Cohort, version: Version, nurul: Person, ratna: Person
) -> None:
    servant = a_servant(7)
    kedai = register.register(register.Entry("Kedai Pegawai"), by=servant)
    row = seated(clinic, kedai, servant, nurul)
    assert evaluation.ask(row, 3) == []
    school = enrolled(a_class(version, nurul, days=(4,)), servant, head=ratna, organiser=nurul)
    assert len(evaluation.ask(school, 3)) == 2


def test_the_result_of_a_clinic_is_what_ten_businesses_sold(
    client: Client, clinic: Cohort, nurul: Person
) -> None:
    address = reverse("evaluation:evaluation", args=[clinic.number])
    client.force_login(nurul)
    assert "Dihitung sekali, mulai" in client.get(address).content.decode()
    for row in a_market(clinic, nurul, 10):
        owners.share(row, by=row.person)
    assert "Belum ada proyek aksi" not in client.get(address).content.decode()
    owners.reckon(clinic)
    shown = client.get(address).content.decode()
    assert "Rp2.000.000" in shown
    assert "tidak punya atasan" in shown
    assert queries.evaluation(again(clinic))["behaved"] == []
