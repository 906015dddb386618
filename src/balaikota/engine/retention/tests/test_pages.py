"""The keepers' pages, and what the applicant sees."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.retention import actions, queries
from balaikota.engine.retention.models import Due, Hold
from balaikota.engine.retention.tests.conftest import (
    SERVICE,
    SLUG,
    announced,
    closed_years_ago,
    erased,
    listed,
    office,
)
from balaikota.foundation.audit.models import Event
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return str(answer.content.decode())


def test_the_schedule_says_years_fate_and_that_nobody_verified_them(client: Client, old: Case) -> None:
    client.force_login(cast.anwar())
    page = text(client, "/retensi/")
    assert "Semua layanan" in page
    assert "belum terverifikasi" in page
    assert "Register pencatatan sipil" in page


def test_a_service_with_years_of_its_own_stands_in_the_schedule(client: Client, old: Case) -> None:
    catalogue.publish(SERVICE + "\n[retention]\nactive = 2\ninactive = 8\nbasis = 'Perwali contoh'\n")
    client.force_login(cast.anwar())
    page = text(client, "/retensi/")
    assert "Surat Keterangan Domisili" in page
    assert "Perwali contoh" in page


@pytest.mark.parametrize("who", ["sari", "budi", "wulan", "hasan", "mega"])
def test_who_keeps_no_papers_finds_no_pages(client: Client, old: Case, who: str) -> None:
    batch = listed(old)
    client.force_login(getattr(cast, who)())
    for address in ("/retensi/", "/retensi/jatuh/", "/retensi/ditahan/", batch.get_absolute_url(),
                    f"/permohonan/{old.number}/tahan/"):  # fmt: skip
        assert client.get(address).status_code == 404, address
    for address in (f"{batch.get_absolute_url()}musnahkan/", f"{batch.get_absolute_url()}batal/",
                    f"/permohonan/{old.number}/tahan/simpan/", f"/retensi/kantor/{office().code}/usul/"):  # fmt: skip
        assert client.post(address, {"looked": "on", "reason": "x"}).status_code == 404, address


def test_the_auditor_looks_and_changes_nothing(client: Client, old: Case) -> None:
    batch = listed(old)
    client.force_login(cast.intan())
    assert old.number in text(client, batch.get_absolute_url())
    answer = client.post(f"{batch.get_absolute_url()}musnahkan/", {"looked": "on"})
    assert answer.status_code == 403


def test_a_list_is_confirmed_only_with_its_tick(client: Client, old: Case) -> None:
    batch = listed(old)
    client.force_login(cast.ratna())
    answer = client.post(f"{batch.get_absolute_url()}musnahkan/", {})
    assert answer.status_code == 422
    assert "Centang kotak ini" in answer.content.decode()
    assert client.post(f"{batch.get_absolute_url()}musnahkan/", {"looked": "on"}).status_code == 303
    cast.run_jobs()
    page = text(client, batch.get_absolute_url())
    assert "sudah dimusnahkan" in page
    assert "Unduh berita acara" in page
    paper = queries.paper_of(batch)
    assert client.get(f"/surat/{paper.pk}/").status_code == 200


def test_the_whole_way_through_the_pages(client: Client, old: Case) -> None:
    announced(old)
    client.force_login(cast.anwar())
    assert "Susun daftar usul musnah" in text(client, "/retensi/jatuh/")
    answer = client.post(f"/retensi/kantor/{office().code}/usul/")
    assert answer.status_code == 303
    page = text(client, answer["Location"])
    assert "menunggu persetujuan" in page
    assert "Kepala kantor yang menyetujui" in page
    assert client.post(f"{answer['Location']}batal/").status_code == 303
    assert Due.objects.get(case=old).batch is None


def test_a_hold_needs_a_reason_and_keeps_what_was_typed(client: Client, old: Case) -> None:
    client.force_login(cast.anwar())
    address = f"/permohonan/{old.number}/tahan/simpan/"
    until = (timezone.localdate() + timedelta(days=90)).isoformat()
    answer = client.post(address, {"reason": " ", "until_on": until})
    assert answer.status_code == 422
    assert until in answer.content.decode()
    assert client.post(address, {"reason": "Perkara 12/G/2026", "until_on": until}).status_code == 303
    page = text(client, f"/permohonan/{old.number}/tahan/")
    assert "Perkara 12/G/2026" in page
    assert old.number in text(client, "/retensi/ditahan/")
    assert "Perkara 12/G/2026" not in text(client, "/retensi/ditahan/")
    assert Event.objects.filter(name="cases.opened", purpose__contains="menahan berkas").exists()
    with_reason = Hold.objects.get()
    assert b"Perkara" not in bytes(Hold.objects.values_list("reason", flat=True).get(pk=with_reason.pk))
    assert client.post(f"/permohonan/{old.number}/tahan/lepas/").status_code == 303
    assert queries.hold_on(old) is None


def test_the_applicant_reads_the_day_and_takes_a_copy(client: Client, old: Case, sari: Person) -> None:
    announced(old)
    client.force_login(sari)
    page = text(client, old.get_absolute_url())
    assert "Berkas ini dihapus paling cepat" in page
    assert f"/permohonan/{old.number}/salinan/" in page
    answer = client.get(f"/permohonan/{old.number}/salinan/")
    pack = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert json.loads(pack.read("isian.json"))["isian"]["keperluan"] == "Mendaftar sekolah Melati"
    assert "Keperluan: Mendaftar sekolah Melati" in pack.read("isian.txt").decode()
    kept = [pack.read(name) for name in pack.namelist() if name.startswith("berkas/")]
    assert len(kept) == 2
    assert all(body.startswith(b"%PDF") for body in kept)


@pytest.mark.parametrize("who", ["budi", "anwar"])
def test_nobody_else_takes_that_copy(client: Client, old: Case, who: str) -> None:
    client.force_login(getattr(cast, who)())
    assert client.get(f"/permohonan/{old.number}/salinan/").status_code == 404


def test_an_erased_case_says_so_to_applicant_and_officer(client: Client, old: Case, sari: Person) -> None:
    (letter,) = documents.letters_about(old)
    erased(old)
    for person in (sari, cast.anwar()):
        client.force_login(person)
        page = text(client, old.get_absolute_url())
        assert "Berkas ini dihapus pada" in page
        assert "Mendaftar sekolah" not in page
        assert "Salinan pada kota dihapus pada" in page
        assert "dikabulkan" in page
        answer = client.get(f"/surat/{letter.pk}/")
        assert answer.status_code == 410
        assert "menurut jadwal retensi" in answer.content.decode()
    client.force_login(sari)
    pack = zipfile.ZipFile(
        io.BytesIO(b"".join(client.get(f"/permohonan/{old.number}/salinan/").streaming_content))
    )
    assert not [name for name in pack.namelist() if name.startswith("berkas/")]


def test_an_open_case_says_nothing_of_retention(client: Client, services: None, sari: Person) -> None:
    case = cast.a_case(SLUG, sari)
    client.force_login(sari)
    assert "retensi" not in text(client, case.get_absolute_url()).lower()


def test_the_list_of_what_is_due_is_paged_and_cheap(
    client: Client, services: None, sari: Person, django_assert_max_num_queries: object
) -> None:
    for place in range(queries.PAGE + 3):
        case = closed_years_ago(_withdrawn(sari), 6 + place / 100)
        actions.announce(case)
    client.force_login(cast.anwar())
    client.get("/retensi/jatuh/")
    with django_assert_max_num_queries(14):
        page = text(client, "/retensi/jatuh/")
    assert page.count("/tahan/") == queries.PAGE
    after = page.split('rel="next" href="')[1].split('"')[0]
    assert text(client, f"/retensi/jatuh/{after}").count("/tahan/") == 3
    with django_assert_max_num_queries(24):
        text(client, "/retensi/")


def _withdrawn(sari: Person) -> Case:
    from balaikota.engine.cases import actions as cases

    case = cast.a_case(SLUG, sari)
    cases.withdraw(case, by=sari)
    return case
