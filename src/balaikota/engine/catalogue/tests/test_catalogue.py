"""Services are published as editions, found by what people call them, and closed with a reason."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from tests import cast

from balaikota.engine.catalogue import actions, queries
from balaikota.engine.catalogue.models import Edition, Service
from balaikota.engine.questions.tests.samples import SAMPLE
from balaikota.foundation.audit.models import Event
from balaikota.foundation.search import queries as search
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(db: None) -> Edition:
    cast.the_desk()
    return actions.publish(SAMPLE)


def another(slug: str, name: str, **changes: str) -> Service:
    text = SAMPLE.replace('"surat-contoh"', f'"{slug}"').replace('"Surat Contoh"', f'"{name}"')
    for old, new in changes.items():
        text = text.replace(old, new)
    return actions.publish(text).service


def test_the_same_file_twice_is_one_edition(edition: Edition) -> None:
    assert actions.publish(SAMPLE) == edition
    assert Edition.objects.count() == 1
    assert Event.objects.filter(name="catalogue.published").count() == 1


def test_a_changed_file_is_a_new_edition_and_the_old_one_stays_as_it_was(edition: Edition) -> None:
    changed = actions.publish(SAMPLE.replace("Nama anak", "Nama bayi"))
    assert (edition.number, changed.number) == (1, 2)
    assert queries.current_edition(edition.service) == changed
    assert queries.definition(edition).question("anak_nama").label == "Nama anak"
    assert queries.definition(changed).question("anak_nama").label == "Nama bayi"


def test_going_back_to_an_older_text_is_decided_anew(edition: Edition) -> None:
    actions.publish(SAMPLE.replace("Nama anak", "Nama bayi"))
    assert actions.publish(SAMPLE).number == 3


def test_nobody_changes_a_published_edition_behind_the_citys_back(edition: Edition) -> None:
    for attempt in (lambda: Edition.objects.update(number=9), lambda: Edition.objects.all().delete()):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            attempt()


def test_a_service_without_its_desk_is_not_published(db: None) -> None:
    with pytest.raises(actions.ServiceFileError, match="dukcapil"):
        actions.publish(SAMPLE)
    assert not Service.objects.exists()


def test_a_resident_publishes_no_service(edition: Edition, sari, hasan) -> None:
    with pytest.raises(Refusal):
        actions.publish(SAMPLE + "# lain", by=sari)
    assert actions.publish(SAMPLE + "# lain", by=hasan).number == 2


def test_the_head_closes_her_service_and_residents_read_why(edition: Edition, ratna, client: Client) -> None:
    actions.close_service(edition.service, "Blangko habis sampai Jumat.", by=ratna)
    page = client.get(edition.service.get_absolute_url()).content.decode()
    assert "Blangko habis sampai Jumat." in page
    assert "Masuk untuk mulai" not in page
    actions.open_service(edition.service, by=ratna)
    assert "Masuk untuk mulai" in client.get(edition.service.get_absolute_url()).content.decode()


def test_a_checker_does_not_close_a_service_and_nobody_without_a_reason(
    edition: Edition, wulan, ratna
) -> None:
    with pytest.raises(Refusal):
        actions.close_service(edition.service, "Lelah.", by=wulan)
    with pytest.raises(Refusal, match="alasan"):
        actions.close_service(edition.service, " ", by=ratna)


def test_the_page_says_what_it_costs_how_long_it_takes_and_that_this_is_not_verified(
    edition: Edition, client: Client
) -> None:
    page = client.get("/layanan/surat-contoh/").content.decode()
    for sentence in (
        "Gratis",
        "24 jam",
        "Permendagri 19/2018",
        "belum terverifikasi",
        "UU 25/2009",
        "F-2.03",
    ):
        assert sentence in page
    assert "Putusan" in page
    assert "Kartu Keluarga" in page


def test_sari_starts_with_one_button(edition: Edition, sari, client: Client) -> None:
    client.force_login(sari)
    page = client.get("/layanan/surat-contoh/").content.decode()
    assert 'method="post"' in page
    assert "Mulai" in page


def test_what_only_the_city_opens_has_no_page_for_residents(
    edition: Edition, client: Client, wulan, sari
) -> None:
    inner = another("kartu-dalam", "Kartu Dalam", **{"number_prefix": "public = false\nnumber_prefix"})
    assert client.get(inner.get_absolute_url()).status_code == 404
    assert client.get("/layanan/tidak-ada/").status_code == 404
    assert inner not in queries.services()
    assert inner not in queries.services(sari)
    assert inner in queries.services(wulan)


def test_people_find_a_service_by_what_they_call_it(edition: Edition) -> None:
    another("akta", "Akta Kelahiran", **{'["coba"]': '["akte", "surat lahir", "bayi"]'})
    asked = ("akta kelahiran", "akte lahir", "cara bikin akta kelahiran", "kelahirann", "KELAHIRAN", "bayi")
    for words in asked:
        assert search.find(words).hits[0].title == "Akta Kelahiran", words
    assert search.find("paspor").hits == []
    assert search.find("").hits == []


def test_a_service_residents_cannot_apply_for_is_not_found(edition: Edition) -> None:
    another("kartu-dalam", "Kartu Dalam", **{"number_prefix": "public = false\nnumber_prefix"})
    assert [hit.title for hit in search.find("kartu dalam").hits] == []
    assert [hit.title for hit in search.find("surat contoh").hits] == ["Surat Contoh"]


def test_services_stand_under_their_life_events(edition: Edition) -> None:
    assert queries.by_life_event() == {"melahirkan": [edition.service]}


def test_every_service_file_of_the_house_is_without_fault_and_its_example_is_accepted(db: None) -> None:
    for file in queries.service_files():
        assert queries.faults_of(queries.service_text(file)) == [], file.name


def test_a_faulty_example_is_named() -> None:
    assert any(
        "anak_nama" in fault for fault in queries.faults_of(SAMPLE.replace('anak_nama = "Melati Putri"', ""))
    )
    assert queries.faults_of("x =") != []
    hidden = queries.faults_of(SAMPLE.replace("[example]", '[example]\npenolong_lain = "dukun"'))
    assert hidden == ["contoh: “penolong_lain” tidak ditanyakan pada keadaan ini."]


def test_the_command_checks_loads_and_lists(db: None, tmp_path) -> None:
    cast.the_desk()
    out = StringIO()
    call_command("services", "load", stdout=out)
    call_command("load_services", stdout=out)
    call_command("services", "list", stdout=out)
    assert "akta-kelahiran: edisi 1" in out.getvalue()
    broken = tmp_path / "rusak.toml"
    broken.write_text(SAMPLE.replace('kind = "yesno"', 'kind = "yesnoo"'))
    with pytest.raises(CommandError, match="yesnoo"):
        call_command("services", "check", str(broken), stdout=out)


def test_a_service_page_asks_the_database_little(
    edition: Edition, client: Client, django_assert_max_num_queries
) -> None:
    queries.definition(edition)
    with django_assert_max_num_queries(8):
        client.get("/layanan/surat-contoh/")
