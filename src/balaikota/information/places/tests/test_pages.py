"""What visitors and keepers see."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from balaikota.foundation.people.models import Person
from balaikota.information.places import actions, methods
from balaikota.information.places.methods import spans_of
from balaikota.information.places.models import Import, Place

MakePlace = Callable[..., Place]


def test_a_visitor_finds_a_place_by_kind_and_kecamatan(client: Client, a_place: MakePlace) -> None:
    office, park = a_place(), a_place("Taman Contoh", kind="taman", lat=3.58, lon=98.68)
    page = client.get("/tempat/").content.decode()
    assert office.name in page
    assert park.name in page
    only = client.get("/tempat/?jenis=taman").content.decode()
    assert park.name in only
    assert office.name not in only
    district = office.kelurahan.parent_id
    assert office.name in client.get(f"/tempat/?kecamatan={district}").content.decode()
    assert "Tidak ada tempat yang cocok" in client.get("/tempat/?jenis=pasar").content.decode()


@pytest.mark.parametrize(
    "query", ["?halaman=x", "?halaman=9999", "?kecamatan=%27", "?dekat=a", "?jenis=zzz&buka=2"]
)
def test_whatever_stands_in_the_address_the_list_opens(
    client: Client, a_place: MakePlace, query: str
) -> None:
    a_place()
    assert client.get(f"/tempat/{query}").status_code == 200
    assert client.get(f"/tempat/peta.geojson{query}").status_code == 200


def test_the_next_page_keeps_the_filters(client: Client, a_place: MakePlace) -> None:
    for n in range(25):
        a_place(f"Tempat {n:02d}", kind="taman")
    page = client.get("/tempat/?jenis=taman").content.decode()
    assert 'href="?jenis=taman&amp;halaman=2"' in page
    assert "Tempat 24" in client.get("/tempat/?jenis=taman&halaman=2").content.decode()


def test_the_page_of_a_place_is_read_by_people_and_by_machines(
    client: Client, a_place: MakePlace, fitri: Person
) -> None:
    place = a_place(
        lat=3.5812, lon=98.6789, phone="+62614512345", access=("landai",), about="Loket </script> satu."
    )
    actions.check(place, by=fitri)
    page = client.get(place.get_absolute_url()).content.decode()
    assert 'href="tel:+62614512345"' in page
    assert 'href="geo:3.5812,98.6789?q=3.5812,98.6789(' in page
    assert "jalan landai" in page
    assert f"oleh {fitri.name}" in page
    found = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.S)[1])
    assert found["@type"] == "GovernmentOffice"
    assert found["geo"]["latitude"] == 3.5812
    assert len([row for row in found["openingHoursSpecification"] if "dayOfWeek" in row]) == 9


def test_a_place_that_closed_for_good_still_has_its_page(
    client: Client, a_place: MakePlace, rahmat: Person
) -> None:
    place = a_place()
    actions.close(place, why="Pindah ke Jalan Baru.", by=rahmat)
    answer = client.get(place.get_absolute_url())
    assert answer.status_code == 200
    assert "Pindah ke Jalan Baru." in answer.content.decode()
    assert place.name not in client.get("/tempat/").content.decode()


def test_the_points_come_as_geojson(client: Client, a_place: MakePlace) -> None:
    a_place(lat=3.58, lon=98.68)
    a_place("Tanpa titik")
    answer = client.get("/tempat/peta.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    (feature,) = json.loads(answer.content)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [98.68, 3.58]}


def test_pages_with_a_button_for_it_may_ask_where_the_reader_is_and_others_may_not(
    client: Client, city: None, fitri: Person
) -> None:
    for _kept in range(2):
        assert "geolocation=(self)" in client.get("/kit/")["Permissions-Policy"]
    assert "geolocation=(self)" in client.get("/tempat/")["Permissions-Policy"]
    assert "geolocation=(self)" in client.get("/tempat/")["Permissions-Policy"]
    assert "geolocation=()" in client.get("/layanan/")["Permissions-Policy"]
    client.force_login(fitri)
    assert "geolocation=(self)" in client.get("/meja/tempat/baru/")["Permissions-Policy"]


def test_the_desk_is_for_those_who_write(
    client: Client, a_place: MakePlace, sari: Person, anwar: Person, fitri: Person
) -> None:
    place = a_place()
    addresses = ["/meja/tempat/", "/meja/tempat/baru/", "/meja/tempat/daftar/", f"/meja/tempat/{place.slug}/"]
    for person, status in ((sari, 404), (anwar, 404), (fitri, 200)):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [status] * 4
        posted = client.post(f"/meja/tempat/{place.slug}/periksa/").status_code
        assert posted == (303 if status == 200 else 404)


def form(village: str, **said: object) -> dict[str, object]:
    return {
        "name": "Pasar Contoh",
        "kind": "pasar",
        "address": "Jalan 1",
        "kelurahan": village,
        "day_0": "05-13",
    } | said


def test_an_editor_fills_the_form_and_nothing_typed_is_lost(
    client: Client, village: str, fitri: Person
) -> None:
    client.force_login(fitri)
    wrong = client.post("/meja/tempat/baru/simpan/", form(village, day_1="pagi", phone="abc"))
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert 'value="pagi"' in page
    assert 'value="Pasar Contoh"' in page
    assert "Tulis jam buka seperti" in page
    right = client.post(
        "/meja/tempat/baru/simpan/", form(village, phone="061 4512345", access=["landai", "toilet"])
    )
    assert right.status_code == 303
    place = Place.objects.get()
    assert (place.phone, place.access, place.keeps_holidays) == ("+62614512345", ["landai", "toilet"], False)
    twice = client.post("/meja/tempat/baru/simpan/", form(village))
    assert twice.status_code == 422
    assert "sudah ada di kelurahan itu" in twice.content.decode()


def test_changing_shows_what_stands_and_notices_another_editor(
    client: Client, a_place: MakePlace, fitri: Person
) -> None:
    place = a_place(phone="+62614512345")
    client.force_login(fitri)
    page = client.get(f"/meja/tempat/{place.slug}/ubah/").content.decode()
    assert 'value="08.00-12.00, 13.00-16.00"' in page
    said = form(place.kelurahan_id, name=place.name, kind="kantor", seen=1)
    assert client.post(f"/meja/tempat/{place.slug}/ubah/simpan/", said).status_code == 303
    late = client.post(f"/meja/tempat/{place.slug}/ubah/simpan/", said | {"address": "Jalan Lain"})
    assert late.status_code == 422
    assert "diubah orang lain" in late.content.decode()
    assert 'value="Jalan Lain"' in late.content.decode()


def test_unusual_days_and_closing_are_posted_from_the_page(
    client: Client, a_place: MakePlace, rahmat: Person
) -> None:
    place, base = a_place(), "/meja/tempat/kantor-camat-contoh"
    client.force_login(rahmat)
    far = (timezone.localdate() + timedelta(days=60)).isoformat()
    assert client.post(f"{base}/hari/", {"on": "2020-01-01", "spans": "", "reason": "x"}).status_code == 422
    assert client.post(f"{base}/hari/", {"on": "kemarin", "spans": "x", "reason": ""}).status_code == 422
    assert client.post(f"{base}/hari/", {"on": far, "spans": "08-10", "reason": "rapat"}).status_code == 303
    assert far in client.get(f"{base}/").content.decode()
    assert client.post(f"{base}/hari/hapus/", {"on": far}).status_code == 303
    assert client.post(f"{base}/tutup/", {"why": ""}).status_code == 422
    assert client.post(f"{base}/tutup/", {"why": "Pindah"}).status_code == 303
    page = client.get(f"{base}/").content.decode()
    assert "Ditutup selamanya: Pindah" in page
    assert client.post(f"{base}/buka-kembali/").status_code == 303
    place.refresh_from_db()
    assert not place.is_closed


CSV = (
    "Nama;Jenis;Alamat;Kelurahan;Telepon;Senin;Akses;Lat;Lon\n"
    "Puskesmas Satu;puskesmas;Jalan 1;{code};061 4512345;08.00-14.00;landai, lift;3,58;98,68\n"
    ";pasar;Jalan 2;{code};;;;;\n"
    "Pasar Dua;warung;Jalan 2;{code};;;;;\n"
    "\n"
    "Pasar Tiga;Pasar;Jalan 3;Tidak Ada;;;;;\n"
    "Pasar Empat;pasar;Jalan 4;{code};12;;;;\n"
    "Pasar Lima;pasar;Jalan 5;{code};;malam;;;\n"
    "puskesmas satu;puskesmas;Jalan 6;{code};;;;;\n"
    "Pasar Tujuh;pasar;Jalan 7;{code};;;;200;98\n"
)


def upload(client: Client, content: bytes, name: str = "tempat.csv") -> object:
    return client.post("/meja/tempat/daftar/unggah/", {"file": SimpleUploadedFile(name, content)})


def test_a_list_is_read_row_by_row_and_comes_in_when_confirmed(
    client: Client, village: str, fitri: Person, rahmat: Person
) -> None:
    client.force_login(fitri)
    answer = upload(client, CSV.format(code=village).encode())
    assert answer.status_code == 303
    sheet = Import.objects.get()
    assert [row["name"] for row in sheet.rows] == ["Puskesmas Satu"]
    assert [fault[0] for fault in sheet.faults] == [3, 4, 6, 7, 8, 9, 10]
    page = client.get(answer["Location"]).content.decode()
    assert "Kolom “nama” kosong." in page
    assert "Kelurahan “Tidak Ada” tidak dikenal" in page
    assert "tertulis dua kali" in page
    assert not Place.objects.exists()
    assert client.post(f"{answer['Location']}masukkan/").status_code == 303
    place = Place.objects.get()
    assert (place.phone, place.access, place.lat) == ("+62614512345", ["landai", "lift"], 3.58)
    assert client.post(f"{answer['Location']}masukkan/").status_code == 403
    client.force_login(rahmat)
    assert client.get(answer["Location"]).status_code == 404
    upload(client, CSV.format(code=village).encode())
    assert Import.objects.latest("at").rows == []


def book(rows: list[list[object]]) -> bytes:
    """A small XLSX as spreadsheet programs write it: shared strings, numbers, skipped cells."""
    words: list[str] = []
    lines = []
    for r, row in enumerate(rows, 1):
        cells = ""
        for c, value in enumerate(row):
            at = f"{chr(65 + c)}{r}"
            if isinstance(value, str) and value:
                words.append(value)
                cells += f'<c r="{at}" t="s"><v>{len(words) - 1}</v></c>'
            elif not isinstance(value, str):
                cells += f'<c r="{at}"><v>{value!r}</v></c>'
        lines.append(f'<row r="{r}">{cells}</row>')
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr(
            "xl/worksheets/sheet1.xml",
            f"<worksheet {main}><sheetData>{''.join(lines)}</sheetData></worksheet>",
        )
        zipped.writestr(
            "xl/sharedStrings.xml", f"<sst {main}>{''.join(f'<si><t>{w}</t></si>' for w in words)}</sst>"
        )
    return out.getvalue()


def test_an_xlsx_is_read_too(client: Client, village: str, fitri: Person) -> None:
    client.force_login(fitri)
    rows = [["nama", "jenis", "alamat", "kelurahan", "telepon", "lat", "lon"],
            ["Taman Satu", "taman", "Jalan 1", village, 628126012345.0, 3.58, 98.68],
            ["Taman Dua", "taman", "", village, "", "", ""]]  # fmt: skip
    assert upload(client, book(rows), "tempat.xlsx").status_code == 303
    sheet = Import.objects.get()
    assert [(row["name"], row["phone"], row["lon"]) for row in sheet.rows] == [
        ("Taman Satu", "+628126012345", 98.68)
    ]
    assert sheet.faults == [[3, "Taman Dua", "Kolom “alamat” kosong."]]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "kosong.csv"),
        (b"satu,dua\n1,2\n", "kolom.csv"),
        (b"PK\x03\x04 bukan zip", "rusak.xlsx"),
        (b"\xd0\xcf\x11\xe0 lama", "lama.xls"),
        (b"nama,jenis\0", "biner.csv"),
        (b"nama,jenis,alamat,kelurahan\n" + b"a,b,c,d\n" * 2001, "panjang.csv"),
        (b"x" * (2 * 1_048_576 + 1), "besar.csv"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(
    client: Client, fitri: Person, content: bytes, name: str
) -> None:
    client.force_login(fitri)
    answer = upload(client, content, name)
    assert answer.status_code == 422
    assert not Import.objects.exists()


def test_a_workbook_that_declares_entities_is_refused(client: Client, fitri: Person) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("xl/worksheets/sheet1.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    client.force_login(fitri)
    assert upload(client, out.getvalue(), "jahat.xlsx").status_code == 422


def test_spans_survive_the_form(a_place: MakePlace) -> None:
    place = a_place(week={5: spans_of("22-06")})
    assert place.openings.get().ends == 1800
    assert methods.hours_text(spans_of("22-06")) == "22.00-06.00"
