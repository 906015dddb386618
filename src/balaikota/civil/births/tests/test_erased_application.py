"""When the papers of a birth application are destroyed, the register of births stays as it was."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.civil.deeds import queries as deeds
from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue.actions import load_services
from balaikota.engine.retention import actions as retention
from balaikota.engine.retention.models import Due
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def erased(sari: Person, settings: object, tmp_path: object) -> Case:
    settings.ERASURES_FOLDER = tmp_path
    cast.the_desk()
    cast.saris_family()
    load_services()
    cast.ratna()
    case = cast.a_granted_case("akta-kelahiran", sari)
    cast.run_jobs()
    long_ago = timezone.now() - timedelta(days=2200)
    Case.objects.filter(pk=case.pk).update(closed_at=long_ago)
    retention.announce(Case.objects.get(pk=case.pk))
    Due.objects.update(due_on=timezone.localdate())
    before = deeds.of_case(case)
    assert before is not None
    batch = retention.prepare(case.desk.agency, by=cast.anwar())
    retention.confirm(batch, by=cast.ratna())
    cast.run_jobs()
    case = Case.objects.get(pk=case.pk)
    case.entry_before = before.rincian
    return case


def test_the_entry_in_the_register_stays(erased: Case) -> None:
    entry = deeds.of_case(erased)
    assert erased.answers == {}
    assert entry is not None
    assert entry.rincian == erased.entry_before
    assert entry.rincian


@pytest.mark.parametrize("who", ["sari", "wulan", "anwar", "ratna"])
def test_its_page_still_opens_for_everyone_who_could_open_it(client: Client, erased: Case, who: str) -> None:
    client.force_login(getattr(cast, who)())
    answer = client.get(erased.get_absolute_url())
    assert answer.status_code == 200
    assert "Berkas ini dihapus pada" in answer.content.decode()


def test_the_linked_applications_keep_their_own_time(erased: Case) -> None:
    linked = Case.objects.filter(parent=erased)
    assert linked.exists()
    assert all(case.answers for case in linked)
