"""My account and the officer's look at a resident, as the cast sees them."""

import pytest
from django.test import Client
from tests.cast import saris_family

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people import actions, queries
from balaikota.foundation.people.models import Assurance, Person
from balaikota.foundation.people.templatetags.devices import device

pytestmark = pytest.mark.django_db
NIK = "1271215703859992"
PURPOSE = "mencocokkan data akta kelahiran"


@pytest.mark.parametrize(
    "address",
    [
        "/masuk/", "/daftar/", "/lupa-sandi/", "/masuk/kode/", "/masuk/tidak-aktif/", "/lupa-sandi/selesai/",
        "/akun/", "/akun/siapa-membuka/", "/akun/email/", "/akun/telepon/", "/akun/sandi/", "/akun/sesi/",
        "/akun/pengaman/", "/akun/pengaman/kunci/", "/keluar/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["id", "en"])
def test_each_page_renders_in_both_languages(
    client: Client, sari: Person, address: str, language: str
) -> None:
    if address.startswith(("/akun", "/keluar")):
        client.force_login(sari)
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    page = response.content.decode()
    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1
    assert " style=" not in page
    assert "<script>" not in page
    assert " onclick=" not in page


@pytest.mark.parametrize(
    "address", ["/akun/", "/akun/siapa-membuka/", "/akun/pengaman/", "/akun/sesi/", "/warga/"]
)
def test_a_stranger_is_asked_to_sign_in(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/masuk/?next=")


def test_my_account_shows_my_nik_masked_and_never_in_full(client: Client, sari: Person) -> None:
    saris_family()
    client.force_login(sari)
    page = client.get("/akun/").content.decode()
    assert "127121••••••9992" in page
    assert "Jalan Durian Nomor 12" in page
    assert NIK not in page


def test_i_write_down_my_own_nik_once(client: Client) -> None:
    melati = actions.register("Melati", email="melati@contoh.id")
    client.force_login(melati)
    wrong = client.post("/akun/nik/", {"nik": "1111111111111111"})
    assert wrong.status_code == 422
    assert "nomor sementara" in wrong.content.decode()
    assert client.post("/akun/nik/", {"nik": "1271 0112 0190 9991"}).status_code == 303
    assert "127101••••••9991" in client.get("/akun/").content.decode()


def test_a_taken_nik_is_refused_with_a_page_that_names_nobody(
    client: Client, sari: Person, budi: Person
) -> None:
    actions.register("Melati", email="melati@contoh.id")
    client.force_login(queries.by_contact("melati@contoh.id"))
    page = client.post("/akun/nik/", {"nik": NIK})
    assert page.status_code == 422
    assert "Sari" not in page.content.decode()
    assert NIK not in page.content.decode()


def test_nobody_asks_of_many_numbers_whether_they_are_here(client: Client, sari: Person) -> None:
    actions.register("Melati", email="melati@contoh.id")
    client.force_login(queries.by_contact("melati@contoh.id"))
    tries = [client.post("/akun/nik/", {"nik": NIK}).status_code for _ in range(7)]
    assert tries == [422] * 5 + [429] * 2


def test_i_read_who_opened_my_data_with_post_time_and_purpose(
    client: Client, sari: Person, anwar: Person
) -> None:
    actions.reveal_nik(sari, purpose=PURPOSE, by=anwar)
    client.force_login(sari)
    for address in ("/akun/", "/akun/siapa-membuka/"):
        page = client.get(address).content.decode()
        for told in (anwar.name, "Kepala Bidang Pencatatan Sipil", PURPOSE, "WIB", "NIK lengkap"):
            assert told in page, told


def test_the_list_of_looks_goes_on_page_by_page(client: Client, sari: Person, anwar: Person) -> None:
    for number in range(52):
        actions.reveal_nik(sari, purpose=f"pemeriksaan berkas nomor {number}", by=anwar)
    client.force_login(sari)
    first = queries.looks_at(sari)
    assert len(first.rows) == 50
    page = client.get(f"/akun/siapa-membuka/{first.next_url}").content.decode()
    assert "nomor 1<" in page
    assert "nomor 51<" not in page


def test_a_list_of_looks_asked_from_an_impossible_place_starts_at_the_top(
    client: Client, sari: Person
) -> None:
    client.force_login(sari)
    assert client.get("/akun/siapa-membuka/", {"sebelum": "9" * 5000}).status_code == 200


def test_nobody_reads_who_opened_anothers_data(
    client: Client, sari: Person, budi: Person, anwar: Person
) -> None:
    actions.reveal_nik(sari, purpose=PURPOSE, by=anwar)
    client.force_login(budi)
    assert PURPOSE not in client.get("/akun/siapa-membuka/").content.decode()


def test_a_language_is_kept_with_the_person_and_the_browser(client: Client, sari: Person) -> None:
    client.force_login(sari)
    assert client.post("/akun/bahasa/", {"language": "en"}).cookies["django_language"].value == "en"
    assert Person.objects.get(pk=sari.pk).language == "en"
    assert '<html lang="en"' in client.get("/akun/").content.decode()


def test_residents_have_no_officers_pages(client: Client, sari: Person, budi: Person) -> None:
    client.force_login(budi)
    assert client.get("/warga/").status_code == 404
    known = client.post("/warga/cari/", {"nik": NIK, "purpose": PURPOSE})
    unknown = client.post("/warga/cari/", {"nik": "1271044506879993", "purpose": PURPOSE})
    assert known.status_code == unknown.status_code == 404
    assert client.get(f"/warga/{sari.pk}/").status_code == 404
    assert client.post(f"/warga/{sari.pk}/nik/", {"purpose": PURPOSE}).status_code == 404
    assert client.post(f"/warga/{sari.pk}/identitas/").status_code == 404


def test_an_officer_finds_a_resident_says_why_and_the_resident_can_read_it(client, sari, anwar) -> None:
    client.force_login(anwar)
    assert client.post("/warga/cari/", {"nik": NIK, "purpose": "x"}).status_code == 422
    found = client.post("/warga/cari/", {"nik": NIK, "purpose": PURPOSE})
    assert found.headers["Location"] == f"/warga/{sari.pk}/"
    page = client.get(found.headers["Location"]).content.decode()
    assert "127121••••••9992" in page
    assert NIK not in page
    assert [look.detail["what"] for look in audit.looked_at(sari)] == ["data", "lookup"]


def test_an_officer_who_looks_in_vain_leaves_no_trace_on_anybody(client: Client, anwar: Person) -> None:
    client.force_login(anwar)
    page = client.post("/warga/cari/", {"nik": NIK, "purpose": PURPOSE})
    assert page.status_code == 422
    assert "tidak tercatat" in page.content.decode()


def test_a_full_nik_is_shown_with_a_purpose_and_is_not_kept_by_the_browser(client, sari, anwar) -> None:
    client.force_login(anwar)
    assert client.post(f"/warga/{sari.pk}/nik/", {"purpose": ""}).status_code == 422
    shown = client.post(f"/warga/{sari.pk}/nik/", {"purpose": PURPOSE})
    assert NIK in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    assert PURPOSE in [look.purpose for look in audit.looked_at(sari)]


def test_an_officer_confirms_an_identity_at_the_desk(client: Client, sari: Person, anwar: Person) -> None:
    client.force_login(anwar)
    assert client.post(f"/warga/{sari.pk}/identitas/").status_code == 303
    assert Person.objects.get(pk=sari.pk).assurance == Assurance.IDENTITY
    assert client.post(f"/warga/{anwar.pk}/identitas/").status_code == 403


def test_who_is_shown_beside_a_resident_can_read_that_too(
    client: Client, sari: Person, anwar: Person
) -> None:
    saris_family()
    client.force_login(anwar)
    client.get(f"/warga/{sari.pk}/")
    dimas = queries.sample_person("dimas")
    assert [look.detail["what"] for look in audit.looked_at(dimas)] == ["household"]


@pytest.mark.parametrize(
    ("says", "shown"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Safari/537.36",
            "Chrome di Android",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge di Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
            "Safari di iPhone",
        ),
        ("curl/8", "curl/8"),
        ("", "Peramban tidak dikenal"),
    ],
)
def test_a_device_is_named_as_its_owner_knows_it(says: str, shown: str) -> None:
    assert device(says) == shown
