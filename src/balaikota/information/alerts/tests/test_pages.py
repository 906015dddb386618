"""What residents and publishers see of alerts and numbers."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from balaikota.foundation.people.models import Person
from balaikota.information.alerts import actions, queries
from balaikota.information.alerts.models import Alert, EmergencyNumber, Listener
from balaikota.kit.errors import Refusal

MakeAlert = Callable[..., Alert]
FORM = {
    "kind": "banjir",
    "level": "siaga",
    "title_id": "Air naik",
    "text_id": "Siapkan barang.",
    "sure": "on",
}


@pytest.fixture
def numbers(db: None) -> None:
    actions.load_numbers()


def test_the_numbers_can_be_tapped_and_say_that_nobody_verified_them(client: Client, numbers: None) -> None:
    page = client.get("/darurat/").content.decode()
    for number in ("112", "110", "113", "119", "118", "115"):
        assert f'href="tel:{number}"' in page
    assert page.count("belum terverifikasi") == EmergencyNumber.objects.count()
    assert page.index("tel:112") < page.index("tel:110")
    assert "Permenkominfo 10/2016" in page


def test_the_page_is_small_and_the_same_for_every_stranger(client: Client, numbers: None) -> None:
    answer = client.get("/darurat/")
    assert len(answer.content) < 16_000
    assert client.get("/darurat/", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_every_page_leads_to_the_numbers(client: Client, db: None) -> None:
    assert 'href="/darurat/"' in client.get("/layanan/").content.decode()


def test_what_the_city_changed_is_not_overwritten_and_what_it_removed_stays_away(
    numbers: None, rahmat: Person
) -> None:
    police, fire = (EmergencyNumber.objects.get(code=code) for code in ("polisi", "pemadam"))
    said = {name: getattr(police, name) for name in actions.NUMBER}
    actions.change_number(police, said | {"number": "+62614520348", "is_verified": True}, by=rahmat)
    actions.remove_number(fire, by=rahmat)
    assert actions.load_numbers() == 0
    call_command("load_numbers", verbosity=0)
    police.refresh_from_db()
    assert police.number == "+62614520348"
    assert "pemadam" not in {row.code for row in EmergencyNumber.objects.filter(removed_at=None)}


def test_a_changed_number_is_on_the_kept_page_at_once(client: Client, numbers: None, rahmat: Person) -> None:
    assert "tel:110" in client.get("/darurat/").content.decode()
    client.force_login(rahmat)
    said = {
        "number": "0614520348",
        "name": "Polisi",
        "source": "Ditelepon 1 Desember",
        "position": 20,
        "is_verified": "on",
    }
    assert client.post("/meja/darurat/polisi/simpan/", said).status_code == 303
    assert client.post("/meja/darurat/polisi/simpan/", said | {"number": "12"}).status_code == 422
    assert client.post("/meja/darurat/baru/simpan/", said | {"name": "Ambulans kota"}).status_code == 303
    client.logout()
    page = Client().get("/darurat/").content.decode()
    assert "tel:110" not in page
    assert page.count("tel:+62614520348") == 2


def test_only_publishers_have_the_desks(
    client: Client, city: None, numbers: None, sari: Person, fitri: Person, rahmat: Person
) -> None:
    paths = ("/meja/peringatan/", "/meja/darurat/", "/meja/darurat/baru/", "/meja/darurat/polisi/")
    for person, status in ((sari, 404), (fitri, 404), (rahmat, 200)):
        client.force_login(person)
        assert [client.get(path).status_code for path in paths] == [status] * 4
        assert client.post("/meja/peringatan/keluarkan/", {}).status_code == (422 if status == 200 else 404)
    with pytest.raises(Refusal):
        actions.remove_number(EmergencyNumber.objects.get(code="polisi"), by=fitri)


def test_a_publisher_warns_from_the_desk_and_loses_nothing_typed(
    client: Client, city: None, rahmat: Person
) -> None:
    client.force_login(rahmat)
    unsure = client.post("/meja/peringatan/keluarkan/", {**FORM, "sure": ""})
    assert unsure.status_code == 422
    assert 'value="Air naik"' in unsure.content.decode()
    assert not Alert.objects.exists()
    past = client.post("/meja/peringatan/keluarkan/", {**FORM, "ends_at": "2020-01-01T10:00"})
    assert past.status_code == 422
    assert "sesudah sekarang" in past.content.decode()
    assert client.post("/meja/peringatan/keluarkan/", FORM).status_code == 303
    alert = Alert.objects.get()
    assert client.get(f"/meja/peringatan/{alert.id}/").status_code == 200
    said = {**FORM, "title_id": "Air turun", "level": "waspada"}
    assert client.post(f"/meja/peringatan/{alert.id}/simpan/", said).status_code == 303
    assert "Air turun" in client.get("/layanan/").content.decode()
    assert client.post(f"/meja/peringatan/{alert.id}/akhiri/").status_code == 303
    assert client.get(f"/meja/peringatan/{alert.id}/").status_code == 404


def test_history_tells_what_was_and_pages_on(client: Client, an_alert: MakeAlert, rahmat: Person) -> None:
    assert "Belum pernah ada peringatan" in client.get("/peringatan/").content.decode()
    for n in range(26):
        actions.end(an_alert(title_id=f"Peringatan {n}"), by=rahmat)
    page = client.get("/peringatan/").content.decode()
    assert "Peringatan 25" in page
    assert "?halaman=2" in page
    assert "Peringatan 0<" in client.get("/peringatan/?halaman=2").content.decode()
    shown = client.get(Alert.objects.get(title_id="Peringatan 3").get_absolute_url()).content.decode()
    assert "Peringatan mulai berlaku." in shown
    assert "sudah berakhir" in shown
    assert rahmat.name not in shown


def test_history_costs_few_queries(
    an_alert: MakeAlert, client: Client, django_assert_max_num_queries
) -> None:
    for n in range(10):
        an_alert(title_id=f"Peringatan {n}")
    client.get("/")
    with django_assert_max_num_queries(8):
        client.get("/peringatan/")


def test_a_resident_chooses_to_be_told(client: Client, city: None, numbers: None, sari: Person) -> None:
    assert client.post("/darurat/kabari/", {}).status_code == 302
    client.force_login(sari)
    assert client.post("/darurat/kabari/", {"district": "12.71.01"}).status_code == 303
    assert Listener.objects.get().district_id == "12.71.01"
    assert "Dikabari bila ada bahaya" in client.get("/rumah-saya/").content.decode()
    ((name, content),) = queries.pack(sari)
    assert name == "peringatan.json"
    assert b"Medan Kota" in content
    assert "Anda dikabari tentang bahaya di" in client.get("/darurat/").content.decode()
    assert client.post("/darurat/kabari/", {"district": "99"}).status_code == 303
    assert client.post("/darurat/berhenti/").status_code == 303
    assert not Listener.objects.exists()
